import Yams
enum WorkflowFilesSkeleton {}
