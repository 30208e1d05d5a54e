namespace VfioActors.Races.Compilation;

/// <summary>
/// Hash tables, idrs and errors of xarrays, written in the language itself: include/linux/hashtable.h, lib/idr.c and
/// include/linux/xarray.h, Linux 6.6. All keys of a table are in one bucket, as any two may be. An idr does not lock
/// itself: two that change it at once are told, and who takes something out while somebody looks who does not read
/// under RCU. Where the lock of xarrays is seen, who has no memory at hand gives it up while there is some to be got,
/// as the xarray was told: __xas_nomem, lib/xarray.c, Linux 6.12.
/// </summary>
internal static class IndexedTables
{
    /// <summary>The text.</summary>
    internal const string Text = """

        static void hash_init(struct hlist_head *hashtable) { INIT_HLIST_HEAD(hashtable); }
        static bool hash_empty(struct hlist_head *hashtable) { return hlist_empty(hashtable); }
        static bool hash_hashed(struct hlist_node *node) { return !hlist_unhashed(node); }
        static void hash_del(struct hlist_node *node) { hlist_del_init(node); }
        static void hash_del_rcu(struct hlist_node *node) { hlist_del_init_rcu(node); }

        static void hash_add(struct hlist_head *hashtable, struct hlist_node *node, unsigned long key)
        {
            hlist_add_head(node, hashtable);
        }

        static void hash_add_rcu(struct hlist_head *hashtable, struct hlist_node *node, unsigned long key)
        {
            hlist_add_head_rcu(node, hashtable);
        }

        static bool xa_is_err(void *entry)
        {
            int value = PTR_ERR(entry);
            return value < 0 && value >= -16378 && (value & 3) == 2;
        }

        static int xa_err(void *entry) { return xa_is_err(entry) ? PTR_ERR(entry) >> 2 : 0; }

        struct xarray { __xarray_t entries; spinlock_t xa_lock; unsigned xa_flags; };

        static void __xas_nomem(struct xarray *xa)
        {
            unsigned type = xa->xa_flags & 3;
            if (type == XA_FLAGS_LOCK_IRQ) xa_unlock_irq(xa);
            else if (type == XA_FLAGS_LOCK_BH) xa_unlock_bh(xa);
            else xa_unlock(xa);
            might_sleep();
            if (type == XA_FLAGS_LOCK_IRQ) xa_lock_irq(xa);
            else if (type == XA_FLAGS_LOCK_BH) xa_lock_bh(xa);
            else xa_lock(xa);
        }

        struct idr { __xarray_t xa; int changes; unsigned idr_next; atomic_t readers; };

        static void idr_init(struct idr *idr) { __xarray_empty(&idr->xa); }
        static void idr_preload_end(void) { preempt_enable(); }

        static void idr_preload(unsigned gfp_mask)
        {
            might_sleep();
            preempt_disable();
        }

        static void __idr_begin(struct idr *idr) { __fault_if(xchg(&idr->changes, 1), 3); }
        static void __idr_end(struct idr *idr) { WRITE_ONCE(idr->changes, 0); }

        static void idr_destroy(struct idr *idr)
        {
            __idr_begin(idr);
            __fault_if(atomic_read(&idr->readers), 4);
            __xarray_empty(&idr->xa);
            __idr_end(idr);
        }

        static void *__idr_entry(void *entry) { return entry == LIST_POISON2 ? NULL : entry; }

        static int __idr_alloc(struct idr *idr, void *ptr, long limits)
        {
            __idr_begin(idr);
            int id = __xarray_alloc(&idr->xa, limits, ptr ? ptr : LIST_POISON2);
            __idr_end(idr);
            return id < 0 ? -ENOSPC : id;
        }

        static int __idr_alloc_cyclic(struct idr *idr, void *ptr, int start, long end)
        {
            long from;
            int id;
            void *entry = ptr ? ptr : LIST_POISON2;
            __idr_begin(idr);
            from = idr->idr_next;
            if (from < start) from = start;
            id = __xarray_alloc(&idr->xa, from | end, entry);
            if (id < 0 && from > start) id = __xarray_alloc(&idr->xa, start | end, entry);
            if (id >= 0) idr->idr_next = id + 1;
            __idr_end(idr);
            return id < 0 ? -ENOSPC : id;
        }

        static void *idr_get_next(struct idr *idr, int *nextid)
        {
            void *entry = NULL;
            bool reads = __reads();
            int id = *nextid;
            if (!reads) atomic_inc(&idr->readers);
            while (id < 8) {
                entry = __idr_entry(__xarray_load(&idr->xa, id));
                if (entry) break;
                id++;
            }
            if (!reads) atomic_dec(&idr->readers);
            if (entry) *nextid = id;
            return entry;
        }

        static void *idr_find(struct idr *idr, unsigned long id)
        {
            void *entry;
            if (id >= 8) return NULL;
            if (__reads()) return __idr_entry(__xarray_load(&idr->xa, id));
            atomic_inc(&idr->readers);
            entry = __xarray_load(&idr->xa, id);
            atomic_dec(&idr->readers);
            return __idr_entry(entry);
        }

        static bool idr_is_empty(struct idr *idr)
        {
            bool empty;
            if (__reads()) return __xarray_is_empty(&idr->xa);
            atomic_inc(&idr->readers);
            empty = __xarray_is_empty(&idr->xa);
            atomic_dec(&idr->readers);
            return empty;
        }

        static void *idr_remove(struct idr *idr, unsigned long id)
        {
            void *entry;
            if (id >= 8) return NULL;
            __idr_begin(idr);
            __fault_if(atomic_read(&idr->readers), 4);
            entry = __xarray_erase(&idr->xa, id);
            __idr_end(idr);
            return __idr_entry(entry);
        }

        static void *idr_replace(struct idr *idr, void *ptr, unsigned long id)
        {
            void *entry;
            if (id >= 8) return ERR_PTR(-ENOENT);
            __idr_begin(idr);
            entry = __xarray_load(&idr->xa, id);
            if (entry) __xarray_store(&idr->xa, id, ptr ? ptr : LIST_POISON2);
            __idr_end(idr);
            return entry ? __idr_entry(entry) : ERR_PTR(-ENOENT);
        }
        """;
}
