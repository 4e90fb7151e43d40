/* A `try` needs somebody who catches, or cleans up. */
#include <asyncc.h>

async int work(void) {
    try {                           // error: 'try' without 'catch' or 'finally'
        await async_sleep(1);
    }
    return 0;
}
