#ifndef ONEMATTER_RESOURCES_H
#define ONEMATTER_RESOURCES_H

#include <stddef.h>

/// docs/openapi.json, compiled into the program.
const unsigned char *onematter_openapi(void);
extern const size_t onematter_openapi_size;

#endif
