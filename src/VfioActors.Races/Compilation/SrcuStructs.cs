namespace VfioActors.Races.Compilation;

/// <summary>
/// SRCU, written in the language itself: readers are counted in two halves, of which a grace period changes the one in
/// use and waits for the other. Where a file initializes or ends one, it has what kernel/rcu/srcutree.c of Linux 6.12
/// allocates for it, unless it is static: init_srcu_struct and cleanup_srcu_struct. Who uses one that has not follows
/// NULL. What is to be called after a grace period has a bit of its own until it was called, for which srcu_barrier
/// waits, and before which nobody may end the srcu_struct.
/// </summary>
internal static class SrcuStructs
{
    /// <summary>The text.</summary>
    internal const string Text = """

        struct srcu_usage { bool made; };

        struct srcu_struct {
            spinlock_t lock;
            struct mutex mutex;
            int idx;
            int readers[2];
            unsigned long calls;
            struct srcu_usage *srcu_sup;
            bool sda_is_static;
        };

        static void __srcu_follow(struct srcu_struct *ssp)
        {
            bool made;
            if (__srcu_is_kept() && !ssp->sda_is_static) made = ssp->srcu_sup->made;
        }

        static int init_srcu_struct(struct srcu_struct *ssp)
        {
            struct srcu_usage *sup;
            mutex_init(&ssp->mutex);
            spin_lock_init(&ssp->lock);
            ssp->idx = 0;
            ssp->readers[0] = 0;
            ssp->readers[1] = 0;
            ssp->calls = 0;
            ssp->sda_is_static = false;
            sup = kzalloc(sizeof(*sup), GFP_KERNEL);
            ssp->srcu_sup = sup;
            return sup ? 0 : -ENOMEM;
        }

        static void cleanup_srcu_struct(struct srcu_struct *ssp)
        {
            might_sleep();
            spin_lock_irq(&ssp->lock);
            __srcu_follow(ssp);
            bool reads = ssp->readers[0] || ssp->readers[1];
            bool calls = READ_ONCE(ssp->calls);
            bool waits = mutex_is_locked(&ssp->mutex);
            if (!reads && !calls && !waits && !ssp->sda_is_static) {
                kfree(ssp->srcu_sup);
                ssp->srcu_sup = NULL;
            }
            spin_unlock_irq(&ssp->lock);
            __fault_if(reads, 13);
            __fault_if(calls, 17);
            __fault_if(waits, 14);
        }

        static int srcu_down_read(struct srcu_struct *ssp)
        {
            unsigned long flags;
            spin_lock_irqsave(&ssp->lock, flags);
            __srcu_follow(ssp);
            int idx = ssp->idx;
            ssp->readers[idx]++;
            spin_unlock_irqrestore(&ssp->lock, flags);
            return idx;
        }

        static void srcu_up_read(struct srcu_struct *ssp, int idx)
        {
            unsigned long flags;
            spin_lock_irqsave(&ssp->lock, flags);
            __srcu_follow(ssp);
            int readers = ssp->readers[idx];
            __fault_if(!readers, 16);
            ssp->readers[idx] = readers - 1;
            spin_unlock_irqrestore(&ssp->lock, flags);
        }

        static int srcu_read_lock(struct srcu_struct *ssp)
        {
            int idx = srcu_down_read(ssp);
            __srcu_deeper();
            return idx;
        }

        static void srcu_read_unlock(struct srcu_struct *ssp, int idx)
        {
            __srcu_leave();
            srcu_up_read(ssp, idx);
        }

        static void __srcu_wait(int *readers)
        {
            while (*readers) cpu_relax();
        }

        static void synchronize_srcu(struct srcu_struct *ssp)
        {
            mutex_lock(&ssp->mutex);
            int old = ssp->idx;
            spin_lock_irq(&ssp->lock);
            __srcu_follow(ssp);
            ssp->idx = !old;
            spin_unlock_irq(&ssp->lock);
            __srcu_wait(&ssp->readers[old]);
            mutex_unlock(&ssp->mutex);
        }

        static void __srcu_call(struct srcu_struct *ssp, int number) { set_bit(number, &ssp->calls); }

        static void __srcu_call_begin(struct srcu_struct *ssp)
        {
            synchronize_srcu(ssp);
            local_bh_disable();
        }

        static void __srcu_call_end(struct srcu_struct *ssp, int number)
        {
            local_bh_enable();
            clear_bit(number, &ssp->calls);
        }

        static void srcu_barrier(struct srcu_struct *ssp)
        {
            might_sleep();
            __srcu_follow(ssp);
            unsigned long before = READ_ONCE(ssp->calls);
            while (READ_ONCE(ssp->calls) & before) cpu_relax();
        }
        """;
}
