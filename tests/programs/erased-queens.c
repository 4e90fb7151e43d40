/* Eight queens by backtracking; state in parameters, arrays and bit masks. */
#include <asyncc.h>
#include <stdio.h>

static async int place(int n, int row, unsigned columns, unsigned left, unsigned right, int *where) {
    if (row == n) {
        await async_sleep(0);
        return 1;
    }
    int count = 0;
    for (int c = 0; c < n; c++) {
        unsigned bit = 1u << c;
        if ((columns | left | right) & bit) continue;
        where[row] = c;
        count += await place(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1, where);
    }
    return count;
}

async int main(void) {
    int where[8];
    for (int n = 1; n <= 7; n++) printf("%d: %d\n", n, await place(n, 0, 0, 0, 0, where));
    return 0;
}
// oracle: erase
