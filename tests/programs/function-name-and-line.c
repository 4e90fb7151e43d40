/* __func__, __LINE__ and __FILE__ name the user's own function, line and file. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

#define HERE() printf("%s %d\n", __func__, __LINE__)

static async void named(void) {
    HERE();
    await async_sleep(0);
    HERE();
    const char *file = strrchr(__FILE__, '/');
    puts(file ? file + 1 : __FILE__);
    printf("%s %zu\n", __FUNCTION__, sizeof __func__);
}

async int main(void) {
    await named();
    HERE();
    return 0;
}

// expect: named 9
// expect: named 11
// expect: function-name-and-line.c
// expect: named 6
// expect: main 19
