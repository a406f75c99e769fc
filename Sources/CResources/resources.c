#include "resources.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// An array literal of this size takes the Swift compiler a quarter of a minute; the C compiler embeds it at once.
static const unsigned char openapi[] = {
#embed "../../docs/openapi.json"
};
const size_t onematter_openapi_size = sizeof openapi;

const unsigned char *onematter_openapi(void) { return openapi; }
