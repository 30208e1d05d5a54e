namespace VfioActors.Races.Compilation;

/// <summary>
/// Tasklets, and what waits for bits, written in the language itself: include/linux/interrupt.h, kernel/softirq.c and
/// include/linux/wait_bit.h, Linux 6.12. One that is scheduled runs at any time, on any processor, once at a time.
/// </summary>
internal static class Tasklets
{
    /// <summary>The text.</summary>
    internal const string Text = """

        struct tasklet_struct {
            __tasklet_t run;
            unsigned long state;
            atomic_t count;
            void (*callback)(struct tasklet_struct *t);
            void (*func)(unsigned long data);
            unsigned long data;
        };

        static void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *t))
        {
            __tasklet_set_up(&t->run);
            t->state = 0;
            atomic_set(&t->count, 0);
            t->callback = callback;
            t->data = 0;
        }

        static void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data), unsigned long data)
        {
            __tasklet_set_up(&t->run);
            t->state = 0;
            atomic_set(&t->count, 0);
            t->callback = NULL;
            t->func = func;
            t->data = data;
        }

        static void tasklet_schedule(struct tasklet_struct *t)
        {
            if (!test_and_set_bit(0, &t->state)) __tasklet_raise(&t->run);
        }

        static void tasklet_hi_schedule(struct tasklet_struct *t) { tasklet_schedule(t); }

        static void __tasklet_begin(struct tasklet_struct *t)
        {
            set_bit(1, &t->state);
            while (atomic_read(&t->count)) {
                clear_bit(1, &t->state);
                while (atomic_read(&t->count)) cpu_relax();
                set_bit(1, &t->state);
            }
            clear_bit(0, &t->state);
        }

        static void __tasklet_end(struct tasklet_struct *t) { clear_bit(1, &t->state); }

        static void __tasklet_unlock_wait(struct tasklet_struct *t)
        {
            while (test_bit(1, &t->state)) cpu_relax();
        }

        static void __tasklet_kill(struct tasklet_struct *t)
        {
            while (test_and_set_bit(0, &t->state)) {
                while (test_bit(0, &t->state)) cpu_relax();
            }
            __tasklet_unlock_wait(t);
            clear_bit(0, &t->state);
        }

        static void tasklet_disable_nosync(struct tasklet_struct *t) { atomic_inc(&t->count); }

        static void __tasklet_disable(struct tasklet_struct *t)
        {
            atomic_inc(&t->count);
            __tasklet_unlock_wait(t);
        }

        static void tasklet_disable_in_atomic(struct tasklet_struct *t) { __tasklet_disable(t); }
        static void tasklet_enable(struct tasklet_struct *t) { atomic_dec(&t->count); }

        static void clear_and_wake_up_bit(int bit, unsigned long *word)
        {
            clear_bit_unlock(bit, word);
            wake_up_bit(word, bit);
        }

        static void synchronize_srcu_expedited(struct srcu_struct *ssp) { synchronize_srcu(ssp); }
        """;
}
