namespace VfioActors.Races.Compilation;

/// <summary>
/// Locks that are a bit, include/linux/bit_spinlock.h, and sequence counts that know the lock under which they are
/// written, include/linux/seqlock.h, Linux 6.12, written in the language itself. Under a mutex to write goes on without
/// preemption. Which of the functions it is says the type: <see cref="Counts.SequencePrimitives"/>.
/// </summary>
internal static class BoundLocks
{
    /// <summary>The text.</summary>
    internal const string Text = """

        static void bit_spin_lock(int bitnum, unsigned long *addr)
        {
            __bit_lock_is_seen();
            preempt_disable();
            while (test_and_set_bit_lock(bitnum, addr)) {
                preempt_enable();
                while (test_bit(bitnum, addr)) cpu_relax();
                preempt_disable();
            }
        }

        static int bit_spin_trylock(int bitnum, unsigned long *addr)
        {
            preempt_disable();
            if (!test_and_set_bit_lock(bitnum, addr)) return 1;
            preempt_enable();
            return 0;
        }

        static void bit_spin_unlock(int bitnum, unsigned long *addr)
        {
            __fault_if(!test_bit(bitnum, addr), 40);
            clear_bit_unlock(bitnum, addr);
            preempt_enable();
        }

        static void __bit_spin_unlock(int bitnum, unsigned long *addr) { bit_spin_unlock(bitnum, addr); }
        static int bit_spin_is_locked(int bitnum, unsigned long *addr) { return test_bit(bitnum, addr); }

        struct seqcount_spinlock { seqcount_t seqcount; spinlock_t *lock; };
        struct seqcount_rwlock { seqcount_t seqcount; rwlock_t *lock; };
        struct seqcount_mutex { seqcount_t seqcount; struct mutex *lock; };

        static void seqcount_spinlock_init(struct seqcount_spinlock *s, spinlock_t *lock)
        {
            seqcount_init(&s->seqcount);
            s->lock = lock;
        }

        static void seqcount_raw_spinlock_init(struct seqcount_spinlock *s, spinlock_t *lock)
        {
            seqcount_spinlock_init(s, lock);
        }

        static void seqcount_rwlock_init(struct seqcount_rwlock *s, rwlock_t *lock)
        {
            seqcount_init(&s->seqcount);
            s->lock = lock;
        }

        static void seqcount_mutex_init(struct seqcount_mutex *s, struct mutex *lock)
        {
            seqcount_init(&s->seqcount);
            s->lock = lock;
        }

        static void __write_begin_seqcount_spinlock(struct seqcount_spinlock *s)
        {
            lockdep_assert_held(s->lock);
            raw_write_seqcount_begin(&s->seqcount);
        }

        static void __write_begin_seqcount_rwlock(struct seqcount_rwlock *s)
        {
            lockdep_assert_held(s->lock);
            raw_write_seqcount_begin(&s->seqcount);
        }

        static void __write_begin_seqcount_mutex(struct seqcount_mutex *s)
        {
            lockdep_assert_held(s->lock);
            preempt_disable();
            raw_write_seqcount_begin(&s->seqcount);
        }

        static void __write_begin_seqcount(seqcount_t *s)
        {
            __seq_unpreempted();
            raw_write_seqcount_begin(s);
        }

        static void __write_end_seqcount(seqcount_t *s) { raw_write_seqcount_end(s); }
        static void __write_end_seqcount_spinlock(struct seqcount_spinlock *s) { raw_write_seqcount_end(&s->seqcount); }
        static void __write_end_seqcount_rwlock(struct seqcount_rwlock *s) { raw_write_seqcount_end(&s->seqcount); }

        static void __write_end_seqcount_mutex(struct seqcount_mutex *s)
        {
            raw_write_seqcount_end(&s->seqcount);
            preempt_enable();
        }
        """;
}
