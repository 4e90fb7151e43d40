/* Text outside async functions comes out as it went in; so do macros and comments inside where nothing moves. */
#include <asyncc.h>
#include <stdio.h>

#define GREETING   "hello,   " "world"      /* odd   spacing */

static int   plain ( int x )	{ return x*2 ; }	// tabs, too

#if 0
 anything at all " here
#endif

async void greet(void) {
    /* a comment of the body */
    printf("%s %d\n", GREETING, plain(21));
    await async_sleep(0);
}

int after = 1;   ;
