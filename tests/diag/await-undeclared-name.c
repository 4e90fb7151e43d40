/* What is awaited is not declared: a slip of the pen, or a header that is missing. */
#include <asyncc.h>

async int download(const char *name);

async int work(void) {
    int n = await downlaod("a");        // error: 'downlaod' is not declared; did you mean 'download'? // fixit: download
    return n + await elsewhere(2);      // error: 'elsewhere' is not declared: include its header, or declare it 'async'
}
