/* A local whose address is taken lives in the frame; one that is dead at the await lives nowhere but in a register. */
#include <asyncc.h>

async void fill(int *to);

async int use(int n) {
    int kept = 0, gone = n * 2;
    int before = gone + 1;
    await fill(&kept);
    return kept + before;
}
