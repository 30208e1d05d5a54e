namespace VfioActors.Races.Compilation;

/// <summary>
/// Small functions that kernel code is full of, written in the language itself: include/linux/list.h, err.h,
/// workqueue.h, semaphore.h, percpu-rwsem.h and asm-generic/bitops, Linux 6.12. A semaphore is a completion that begins
/// with a number; a percpu-rwsem is an rwsem, without what it does to be fast.
/// </summary>
internal static class KernelIdioms
{
    /// <summary>The text.</summary>
    internal const string Text = """

        static int list_is_head(const struct list_head *list, const struct list_head *head) { return list == head; }
        static int list_is_first(const struct list_head *list, const struct list_head *head)
        {
            return list->prev == head;
        }

        static int list_is_last(const struct list_head *list, const struct list_head *head)
        {
            return list->next == head;
        }

        static int list_is_singular(const struct list_head *head)
        {
            return !list_empty(head) && head->next == head->prev;
        }

        static int list_empty_careful(const struct list_head *head)
        {
            struct list_head *next = smp_load_acquire(&head->next);
            return next == head && next == READ_ONCE(head->prev);
        }

        static void __list_del_entry(struct list_head *entry) { __list_del(entry); }

        static void list_del_init_careful(struct list_head *entry)
        {
            __list_del(entry);
            WRITE_ONCE(entry->prev, entry);
            smp_store_release(&entry->next, entry);
        }

        static void list_replace(struct list_head *old, struct list_head *new)
        {
            new->next = old->next;
            new->next->prev = new;
            new->prev = old->prev;
            new->prev->next = new;
        }

        static void list_replace_init(struct list_head *old, struct list_head *new)
        {
            list_replace(old, new);
            INIT_LIST_HEAD(old);
        }

        static void list_replace_rcu(struct list_head *old, struct list_head *new)
        {
            new->next = old->next;
            new->prev = old->prev;
            new->prev->next = new;
            new->next->prev = new;
            old->prev = LIST_POISON2;
        }

        static void __list_splice(const struct list_head *list, struct list_head *prev, struct list_head *next)
        {
            struct list_head *first = list->next;
            struct list_head *last = list->prev;
            first->prev = prev;
            prev->next = first;
            last->next = next;
            next->prev = last;
        }

        static void list_splice(const struct list_head *list, struct list_head *head)
        {
            if (!list_empty(list)) __list_splice(list, head, head->next);
        }

        static void list_splice_tail(struct list_head *list, struct list_head *head)
        {
            if (!list_empty(list)) __list_splice(list, head->prev, head);
        }

        static void list_splice_init(struct list_head *list, struct list_head *head)
        {
            if (list_empty(list)) return;
            __list_splice(list, head, head->next);
            INIT_LIST_HEAD(list);
        }

        static void list_splice_tail_init(struct list_head *list, struct list_head *head)
        {
            if (list_empty(list)) return;
            __list_splice(list, head->prev, head);
            INIT_LIST_HEAD(list);
        }

        static void list_rotate_left(struct list_head *head)
        {
            if (!list_empty(head)) list_move_tail(head->next, head);
        }

        static void *unrcu_pointer(void *p) { return p; }
        static void *rcu_pointer_handoff(void *p) { return p; }
        static void might_sleep_if(bool may) { if (may) might_sleep(); }

        static int cond_resched_lock(spinlock_t *lock)
        {
            if (!maybe()) return 0;
            spin_unlock(lock);
            cond_resched();
            spin_lock(lock);
            return 1;
        }

        static bool refcount_dec_and_lock_irqsave(refcount_t *r, spinlock_t *lock, unsigned long *flags)
        {
            if (refcount_dec_not_one(r)) return false;
            spin_lock_irqsave(lock, *flags);
            if (refcount_dec_and_test(r)) return true;
            spin_unlock_irqrestore(lock, *flags);
            return false;
        }

        static int kthread_stop_put(struct task_struct *k)
        {
            int ret = kthread_stop(k);
            put_task_struct(k);
            return ret;
        }

        static int device_lock_interruptible(struct device *dev) { return mutex_lock_interruptible(&dev->mutex); }
        static void device_lock_assert(struct device *dev) { lockdep_assert_held(&dev->mutex); }

        static unsigned __read_seqcount_begin(seqcount_t *s) { return read_seqcount_begin(s); }
        static int __read_seqcount_retry(seqcount_t *s, unsigned start) { return read_seqcount_retry(s, start); }

        static void raw_write_seqcount_barrier(seqcount_t *s)
        {
            s->sequence++;
            s->sequence++;
        }

        struct seqcount_latch { seqcount_t seqcount; };

        static void seqcount_latch_init(seqcount_latch_t *s) { seqcount_init(&s->seqcount); }
        static void raw_write_seqcount_latch(seqcount_latch_t *s) { s->seqcount.sequence++; }
        static unsigned raw_read_seqcount_latch(seqcount_latch_t *s) { return READ_ONCE(s->seqcount.sequence); }

        static int raw_read_seqcount_latch_retry(seqcount_latch_t *s, unsigned start)
        {
            return READ_ONCE(s->seqcount.sequence) != start;
        }

        static void read_seqlock_excl_bh(seqlock_t *sl) { spin_lock_bh(&sl->lock); }
        static void read_sequnlock_excl_bh(seqlock_t *sl) { spin_unlock_bh(&sl->lock); }
        static void read_seqlock_excl_irq(seqlock_t *sl) { spin_lock_irq(&sl->lock); }
        static void read_sequnlock_excl_irq(seqlock_t *sl) { spin_unlock_irq(&sl->lock); }

        static void read_seqlock_excl_irqsave(seqlock_t *sl, unsigned long flags)
        {
            spin_lock_irqsave(&sl->lock, flags);
        }

        static void read_sequnlock_excl_irqrestore(seqlock_t *sl, unsigned long flags)
        {
            spin_unlock_irqrestore(&sl->lock, flags);
        }

        static int PTR_ERR_OR_ZERO(const void *ptr) { return IS_ERR(ptr) ? PTR_ERR(ptr) : 0; }
        static void *ERR_CAST(const void *ptr) { return ptr; }

        static void __free_kfree(void *p) { if (!IS_ERR_OR_NULL(p)) kfree(p); }
        static void __free_kvfree(void *p) { if (!IS_ERR_OR_NULL(p)) kvfree(p); }
        static void __free_kfree_sensitive(void *p) { if (p) kfree(p); }
        static void __free_put_device(struct device *dev) { if (dev) put_device(dev); }
        static void __free_device_del(struct device *dev) { if (dev) device_del(dev); }
        static void __free_put_task(struct task_struct *t) { if (t) put_task_struct(t); }

        struct kmem_cache { int objects; };

        static void kmem_cache_destroy(struct kmem_cache *s)
        {
            if (!s) return;
            might_sleep();
            __fault_if(s->objects != 0, 18);
            kfree(s);
        }

        struct semaphore { struct completion count; };

        static void sema_init(struct semaphore *sem, int val)
        {
            init_completion(&sem->count);
            while (val > 0) {
                complete(&sem->count);
                val--;
            }
        }

        static void down(struct semaphore *sem) { wait_for_completion(&sem->count); }
        static int down_interruptible(struct semaphore *sem)
        {
            return wait_for_completion_interruptible(&sem->count) ? -EINTR : 0;
        }

        static int down_killable(struct semaphore *sem)
        {
            return wait_for_completion_killable(&sem->count) ? -EINTR : 0;
        }

        static int down_trylock(struct semaphore *sem) { return !try_wait_for_completion(&sem->count); }
        static void up(struct semaphore *sem) { complete(&sem->count); }

        static int down_timeout(struct semaphore *sem, long timeout)
        {
            return wait_for_completion_timeout(&sem->count, timeout) ? 0 : -ETIME;
        }

        struct percpu_rw_semaphore { struct rw_semaphore rw_sem; };

        static int percpu_init_rwsem(struct percpu_rw_semaphore *sem) { init_rwsem(&sem->rw_sem); return 0; }
        static void percpu_free_rwsem(struct percpu_rw_semaphore *sem) { }
        static void percpu_down_read(struct percpu_rw_semaphore *sem) { down_read(&sem->rw_sem); }
        static bool percpu_down_read_trylock(struct percpu_rw_semaphore *sem)
        {
            return down_read_trylock(&sem->rw_sem);
        }

        static void percpu_up_read(struct percpu_rw_semaphore *sem) { up_read(&sem->rw_sem); }
        static void percpu_down_write(struct percpu_rw_semaphore *sem) { down_write(&sem->rw_sem); }
        static void percpu_up_write(struct percpu_rw_semaphore *sem) { up_write(&sem->rw_sem); }

        static void assign_bit(unsigned long nr, unsigned long *addr, bool value)
        {
            if (value) set_bit(nr, addr);
            else clear_bit(nr, addr);
        }

        static unsigned long __ffs(unsigned long word)
        {
            int num = 0;
            if ((word & 0xffffffff) == 0) { num += 32; word >>= 32; }
            if ((word & 0xffff) == 0) { num += 16; word >>= 16; }
            if ((word & 0xff) == 0) { num += 8; word >>= 8; }
            if ((word & 0xf) == 0) { num += 4; word >>= 4; }
            if ((word & 0x3) == 0) { num += 2; word >>= 2; }
            if ((word & 0x1) == 0) num += 1;
            return num;
        }

        static unsigned long ffz(unsigned long word) { return __ffs(~word); }
        static int ffs(int x) { return x ? (int)__ffs((unsigned)x) + 1 : 0; }

        static unsigned long __find_bit(
            const unsigned long *addr, unsigned long size, unsigned long offset, unsigned long inverted)
        {
            while (offset < size) {
                unsigned long word = (addr[offset / 64] ^ inverted) & (~0UL << (offset % 64));
                if (word) {
                    offset = offset / 64 * 64 + __ffs(word);
                    break;
                }
                offset = (offset / 64 + 1) * 64;
            }
            return offset < size ? offset : size;
        }

        static unsigned long find_next_bit(const unsigned long *addr, unsigned long size, unsigned long offset)
        {
            return __find_bit(addr, size, offset, 0);
        }

        static unsigned long find_next_zero_bit(const unsigned long *addr, unsigned long size, unsigned long offset)
        {
            return __find_bit(addr, size, offset, ~0UL);
        }

        static unsigned long find_first_bit(const unsigned long *addr, unsigned long size)
        {
            return __find_bit(addr, size, 0, 0);
        }

        static unsigned long find_first_zero_bit(const unsigned long *addr, unsigned long size)
        {
            return __find_bit(addr, size, 0, ~0UL);
        }

        static bool bitmap_empty(const unsigned long *addr, unsigned nbits)
        {
            return __find_bit(addr, nbits, 0, 0) == nbits;
        }

        static bool bitmap_full(const unsigned long *addr, unsigned nbits)
        {
            return __find_bit(addr, nbits, 0, ~0UL) == nbits;
        }

        static bool queue_work_on(int cpu, void *wq, struct work_struct *work) { return queue_work(wq, work); }
        static bool schedule_work_on(int cpu, struct work_struct *work) { return schedule_work(work); }

        static bool queue_delayed_work_on(int cpu, void *wq, struct delayed_work *dwork, unsigned long delay)
        {
            return queue_delayed_work(wq, dwork, delay);
        }

        static bool schedule_delayed_work_on(int cpu, struct delayed_work *dwork, unsigned long delay)
        {
            return schedule_delayed_work(dwork, delay);
        }

        static bool mod_delayed_work_on(int cpu, void *wq, struct delayed_work *dwork, unsigned long delay)
        {
            return mod_delayed_work(wq, dwork, delay);
        }
        """;
}
