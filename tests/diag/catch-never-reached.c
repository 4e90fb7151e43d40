/* Behind a `catch (e)` only one that names cancellation is reached. */
#include <asyncc.h>

async int later(int x);

async int several(int code) {
    try {
        await later(1);
    } catch (e, UV_EIO) {
        return 1;
    } catch (e) {
        return 2;
    } catch (e, UV_EIO, UV_EOF) {       // warning: this 'catch' is never reached
        return 3;
    } catch (e, UV_EIO, UV_ECANCELED) {
        return 4;
    } catch (e, code) {
        return 5;
    } catch (e) {                       // warning: this 'catch' is never reached
        return 6;
    }
    return 0;
}
