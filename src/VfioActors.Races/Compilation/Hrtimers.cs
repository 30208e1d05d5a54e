namespace VfioActors.Races.Compilation;

/// <summary>
/// Timers of high resolution, written in the language itself: include/linux/hrtimer.h and kernel/time/hrtimer.c, Linux
/// 6.15. What is kept of one is as of other timers; its function is read when it expires, as in __run_hrtimer. Time is
/// not kept: how often an interval was missed is always once.
/// </summary>
internal static class Hrtimers
{
    /// <summary>The text.</summary>
    internal const string Text = """

        struct hrtimer { __hrtimer_t state; enum hrtimer_restart (*function)(struct hrtimer *timer); };

        static void hrtimer_init(struct hrtimer *timer, int clock_id, int mode)
        {
            __hrtimer_set_up(&timer->state);
            timer->function = NULL;
        }

        static void hrtimer_setup(
            struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *timer), int clock_id, int mode)
        {
            __hrtimer_set_up(&timer->state);
            timer->function = function;
        }

        static void hrtimer_restart(struct hrtimer *timer) { __hrtimer_arm(&timer->state, timer->function); }
        static void hrtimer_start(struct hrtimer *timer, s64 expires, int mode) { hrtimer_restart(timer); }

        static void hrtimer_start_range_ns(struct hrtimer *timer, s64 expires, u64 delta_ns, int mode)
        {
            hrtimer_restart(timer);
        }

        static int hrtimer_cancel(struct hrtimer *timer) { return __hrtimer_disarm(&timer->state, 9); }
        static int hrtimer_try_to_cancel(struct hrtimer *timer) { return __hrtimer_disarm(&timer->state, 12); }
        static bool hrtimer_is_queued(struct hrtimer *timer) { return __hrtimer_is(&timer->state, 1); }
        static bool hrtimer_callback_running(struct hrtimer *timer) { return __hrtimer_is(&timer->state, 2); }
        static bool hrtimer_active(struct hrtimer *timer) { return __hrtimer_is(&timer->state, 3); }
        static u64 hrtimer_forward(struct hrtimer *timer, s64 expires, s64 delay) { return 1; }
        static u64 hrtimer_forward_now(struct hrtimer *timer, s64 delay) { return 1; }
        static s64 ktime_set(s64 delay, u64 expires) { return expires; }
        static s64 ns_to_ktime(u64 delay) { return delay; }
        static s64 us_to_ktime(u64 delay) { return delay; }
        static s64 ms_to_ktime(u64 delay) { return delay; }
        """;
}
