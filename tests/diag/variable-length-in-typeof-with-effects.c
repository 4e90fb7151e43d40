/* How often C compilers evaluate such an operand depends on more than the standard says. */
#include <asyncc.h>

static async int work(int n, int i) {
    char rows[3][n];
    __typeof__(rows[1]) same;
    __typeof__(rows[i++]) row;        // error: 'row' lives across an await, and its variable length cannot be told from its declaration
    await async_sleep(0);
    return row[0] + same[0];
}

async int main(void) { return await work(3, 0); }
