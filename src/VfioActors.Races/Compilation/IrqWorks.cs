namespace VfioActors.Races.Compilation;

/// <summary>
/// Work for an interrupt of one's own, written in the language itself: kernel/irq_work.c, Linux 6.12. It is pending
/// until it is begun and busy until its function has returned, after which it is touched once more. Queued while it
/// runs it may run at once on another processor, too, which is a bound here; its own function queues it for later.
/// </summary>
internal static class IrqWorks
{
    /// <summary>What makes one run.</summary>
    internal static readonly string[] Queuers = ["irq_work_queue", "irq_work_queue_on"];

    /// <summary>The text.</summary>
    internal const string Text = """

        struct irq_work {
            __irq_work_t run;
            atomic_t a_flags;
            void (*func)(struct irq_work *work);
        };

        static void init_irq_work(struct irq_work *work, void (*func)(struct irq_work *work))
        {
            __irq_work_set_up(&work->run);
            atomic_set(&work->a_flags, 0);
            work->func = func;
        }

        static bool irq_work_queue(struct irq_work *work)
        {
            int flags = atomic_fetch_or(3, &work->a_flags);
            if (flags & 1) return false;
            __cut_if((flags & 2) && !__irq_work_is_own(&work->run), 3);
            __irq_work_raise(&work->run);
            return true;
        }

        static bool irq_work_queue_on(struct irq_work *work, int cpu) { return irq_work_queue(work); }
        static bool irq_work_is_pending(struct irq_work *work) { return atomic_read(&work->a_flags) & 1; }
        static bool irq_work_is_busy(struct irq_work *work) { return atomic_read(&work->a_flags) & 2; }
        static void __irq_work_begin(struct irq_work *work) { atomic_and(~1, &work->a_flags); }
        static void __irq_work_end(struct irq_work *work) { atomic_cmpxchg(&work->a_flags, 2, 0); }

        static void __irq_work_sync(struct irq_work *work)
        {
            while (atomic_read(&work->a_flags) & 2) cpu_relax();
        }
        """;
}
