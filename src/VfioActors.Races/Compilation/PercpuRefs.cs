namespace VfioActors.Races.Compilation;

/// <summary>
/// Counts of references with a counter a processor, written in the language itself: include/linux/percpu-refcount.h and
/// lib/percpu-refcount.c, Linux 6.12, access by access. The counters of all processors are one, at which nobody looks
/// before a grace period has passed. Of <c>percpu_count_ptr</c> the bits are 1 for atomic, 2 for dead, and 4 where the
/// counters are allocated. What calls release and confirm_kill is in <see cref="Primitives.PercpuPrimitives"/>.
/// </summary>
internal static class PercpuRefs
{
    /// <summary>The text.</summary>
    internal const string Text = """

        typedef void (*__percpu_ref_fn)(struct percpu_ref *ref);

        struct percpu_ref_data {
            atomic_long_t __refs;
            __percpu_ref_fn release;
            __percpu_ref_fn confirm_switch;
            bool __switching;
            bool force_atomic;
            bool allow_reinit;
            struct rcu_head rcu;
            struct percpu_ref *ref;
        };

        struct percpu_ref { unsigned long percpu_count_ptr; atomic_long_t __counters; struct percpu_ref_data *data; };

        static void __percpu_ref_lock(void) { spin_lock_irqsave(__percpu_ref_switch_lock(), 0); }
        static void __percpu_ref_unlock(void) { spin_unlock_irqrestore(__percpu_ref_switch_lock(), 0); }

        static bool __ref_is_percpu(struct percpu_ref *ref)
        {
            unsigned long percpu_ptr = READ_ONCE(ref->percpu_count_ptr);
            __fault_if(!percpu_ptr, 5);
            return !(percpu_ptr & 3);
        }

        static int percpu_ref_init(
            struct percpu_ref *ref, __percpu_ref_fn release, unsigned int flags, gfp_t gfp)
        {
            struct percpu_ref_data *data;
            if (gfp & __GFP_DIRECT_RECLAIM) might_sleep();
            data = kzalloc(sizeof(*data), GFP_ATOMIC);
            if (!data) return -ENOMEM;
            data->force_atomic = flags & 1;
            data->allow_reinit = flags & 7;
            data->release = release;
            data->ref = ref;
            atomic_long_set(&data->__refs, (flags & 3 ? 0 : 1L << 62) + (flags & 2 ? 0 : 1));
            atomic_long_set(&ref->__counters, 0);
            ref->percpu_count_ptr = 4 | (flags & 3 ? 1 : 0) | (flags & 2);
            ref->data = data;
            return 0;
        }

        static void __percpu_ref_exit(struct percpu_ref *ref)
        {
            struct percpu_ref_data *data;
            if (!(ref->percpu_count_ptr & 4)) return;
            data = ref->data;
            if (data) __fault_if(data->__switching, 10);
            ref->percpu_count_ptr = 3;
        }

        static void percpu_ref_exit(struct percpu_ref *ref)
        {
            struct percpu_ref_data *data = ref->data;
            __percpu_ref_exit(ref);
            if (!data) return;
            __percpu_ref_lock();
            ref->percpu_count_ptr |= atomic_long_read(&data->__refs) << 3;
            ref->data = NULL;
            __percpu_ref_unlock();
            kfree(data);
        }

        static void percpu_ref_get_many(struct percpu_ref *ref, unsigned long nr)
        {
            rcu_read_lock();
            if (__ref_is_percpu(ref)) atomic_long_add(nr, &ref->__counters);
            else atomic_long_add(nr, &ref->data->__refs);
            rcu_read_unlock();
        }

        static void percpu_ref_get(struct percpu_ref *ref) { percpu_ref_get_many(ref, 1); }

        static bool percpu_ref_tryget_many(struct percpu_ref *ref, unsigned long nr)
        {
            bool got = true;
            rcu_read_lock();
            if (__ref_is_percpu(ref)) atomic_long_add(nr, &ref->__counters);
            else got = atomic_long_add_unless(&ref->data->__refs, nr, 0);
            rcu_read_unlock();
            return got;
        }

        static bool percpu_ref_tryget(struct percpu_ref *ref) { return percpu_ref_tryget_many(ref, 1); }

        static bool percpu_ref_tryget_live_rcu(struct percpu_ref *ref)
        {
            bool got = false;
            __fault_if(!rcu_read_lock_held(), 12);
            if (__ref_is_percpu(ref)) {
                atomic_long_inc(&ref->__counters);
                got = true;
            } else if (!(ref->percpu_count_ptr & 2)) {
                got = atomic_long_inc_not_zero(&ref->data->__refs);
            }
            return got;
        }

        static bool percpu_ref_tryget_live(struct percpu_ref *ref)
        {
            bool got;
            rcu_read_lock();
            got = percpu_ref_tryget_live_rcu(ref);
            rcu_read_unlock();
            return got;
        }

        static bool __percpu_ref_sub(struct percpu_ref *ref, unsigned long nr)
        {
            rcu_read_lock();
            if (!__ref_is_percpu(ref)) return atomic_long_sub_and_test(nr, &ref->data->__refs);
            atomic_long_sub(nr, &ref->__counters);
            return false;
        }

        __percpu_ref_fn __percpu_ref_release(struct percpu_ref *ref) { return ref->data->release; }
        static void __percpu_ref_put_end(void) { rcu_read_unlock(); }
        static bool percpu_ref_is_dying(struct percpu_ref *ref) { return ref->percpu_count_ptr & 2; }

        static bool percpu_ref_is_zero(struct percpu_ref *ref)
        {
            unsigned long count;
            if (__ref_is_percpu(ref)) return false;
            __percpu_ref_lock();
            if (ref->data) count = atomic_long_read(&ref->data->__refs);
            else count = ref->percpu_count_ptr >> 3;
            __percpu_ref_unlock();
            return !count;
        }

        static void percpu_ref_switch_to_atomic_rcu(struct rcu_head *rcu)
        {
            struct percpu_ref_data *data = container_of(rcu, struct percpu_ref_data, rcu);
            struct percpu_ref *ref = data->ref;
            long count = atomic_long_read(&ref->__counters);
            count = atomic_long_add_return(count - (1L << 62), &data->__refs);
            __fault_if(count <= 0, 11);
            __percpu_ref_confirm(data->confirm_switch, ref);
            data->__switching = false;
            if (!data->allow_reinit) __percpu_ref_exit(ref);
            percpu_ref_put(ref);
        }

        static void __percpu_ref_await(struct percpu_ref_data *data)
        {
            while (READ_ONCE(data->__switching)) cpu_relax();
        }

        static void __percpu_ref_settle(struct percpu_ref *ref)
        {
            struct percpu_ref_data *data = ref->data;
            while (data->__switching) {
                spin_unlock_irq(__percpu_ref_switch_lock());
                might_sleep();
                __percpu_ref_await(data);
                spin_lock_irq(__percpu_ref_switch_lock());
            }
        }

        static bool __percpu_ref_kill(struct percpu_ref *ref, __percpu_ref_fn confirm_kill)
        {
            unsigned long percpu_ptr;
            __percpu_ref_lock();
            percpu_ptr = ref->percpu_count_ptr;
            __fault_if(!percpu_ptr, 5);
            __fault_if(percpu_ptr & 2, 6);
            ref->percpu_count_ptr = percpu_ptr | 2;
            __percpu_ref_settle(ref);
            percpu_ptr = ref->percpu_count_ptr;
            if (percpu_ptr & 1) return true;
            ref->percpu_count_ptr = percpu_ptr | 1;
            ref->data->confirm_switch = confirm_kill;
            ref->data->__switching = true;
            percpu_ref_get(ref);
            call_rcu(&ref->data->rcu, percpu_ref_switch_to_atomic_rcu);
            return false;
        }

        static void percpu_ref_resurrect(struct percpu_ref *ref)
        {
            struct percpu_ref_data *data;
            unsigned long percpu_ptr;
            __percpu_ref_lock();
            percpu_ptr = ref->percpu_count_ptr;
            __fault_if(!percpu_ptr, 5);
            __fault_if(!(percpu_ptr & 2), 8);
            ref->percpu_count_ptr = percpu_ptr & ~2;
            percpu_ref_get(ref);
            __percpu_ref_settle(ref);
            data = ref->data;
            percpu_ptr = ref->percpu_count_ptr;
            if (!data->force_atomic && !(percpu_ptr & 2)) {
                __fault_if(!(percpu_ptr & 4) || !data->allow_reinit, 9);
                atomic_long_add(1L << 62, &data->__refs);
                atomic_long_set(&ref->__counters, 0);
                smp_store_release(&ref->percpu_count_ptr, percpu_ptr & ~1);
            }
            __percpu_ref_unlock();
        }

        static void percpu_ref_reinit(struct percpu_ref *ref)
        {
            __fault_if(!percpu_ref_is_zero(ref), 7);
            percpu_ref_resurrect(ref);
        }
        """;
}
