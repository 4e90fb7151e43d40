/* Not translated: to it, coroutines are blocking functions. */
int slow_add(int a, int b);
int plain_total(int n);

int plain_total(int n) {
    int total = 0;
    for (int i = 0; i <= n; i++) total = slow_add(total, i);
    return slow_add(total, 6);
}
