import Hummingbird
import JWTKit
enum HTTPAPISkeleton {}
