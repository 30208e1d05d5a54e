namespace VfioActors.Races.Compilation;

/// <summary>
/// Chains of notifiers, lists without locks and static keys, written in the language itself: kernel/notifier.c,
/// lib/llist.c with include/linux/llist.h, and kernel/jump_label.c, Linux 6.12. What calls a notifier is in
/// <see cref="Primitives.DevicePrimitives"/>. Of a static key it is not looked at how code is patched: it is on once
/// its count is not zero.
/// </summary>
internal static class Notifiers
{
    /// <summary>The structures, which a file may declare itself instead.</summary>
    internal static IReadOnlySet<string> Structures { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "notifier_block", "raw_notifier_head", "atomic_notifier_head", "blocking_notifier_head", "srcu_notifier_head",
        "llist_node", "llist_head", "static_key", "kmem_cache",
    };

    /// <summary>The text.</summary>
    internal const string Text = """

        struct notifier_block {
            int (*notifier_call)(struct notifier_block *nb, unsigned long action, void *data);
            struct notifier_block *next;
            int priority;
        };

        struct raw_notifier_head { struct notifier_block *head; };
        struct atomic_notifier_head { spinlock_t lock; struct notifier_block *head; };
        struct blocking_notifier_head { struct rw_semaphore rwsem; struct notifier_block *head; };
        struct srcu_notifier_head { struct mutex mutex; struct srcu_struct srcu; struct notifier_block *head; };

        static int __notifier_register(struct notifier_block **nl, struct notifier_block *n)
        {
            struct notifier_block *at;
            while ((at = *nl) != NULL) {
                __fault_if(at == n, 19);
                if (n->priority > at->priority) break;
                nl = &at->next;
            }
            n->next = at;
            rcu_assign_pointer(*nl, n);
            return 0;
        }

        static int __notifier_unregister(struct notifier_block **nl, struct notifier_block *n)
        {
            struct notifier_block *at;
            while ((at = *nl) != NULL) {
                if (at == n) {
                    rcu_assign_pointer(*nl, n->next);
                    return 0;
                }
                nl = &at->next;
            }
            return -ENOENT;
        }

        static int __notifier_call_chain(struct notifier_block **nl, unsigned long action, void *data)
        {
            int ret = 0;
            struct notifier_block *nb = rcu_dereference(*nl);
            while (nb) {
                struct notifier_block *next_nb = rcu_dereference(nb->next);
                ret = __notifier_call(nb, action, data);
                if (ret & 0x8000) break;
                nb = next_nb;
            }
            return ret;
        }

        static int notifier_from_errno(int err) { return err ? 0x8000 | (1 - err) : 1; }

        static int notifier_to_errno(int ret)
        {
            ret &= ~0x8000;
            return ret > 1 ? 1 - ret : 0;
        }

        static int raw_notifier_chain_register(struct raw_notifier_head *nh, struct notifier_block *n)
        {
            return __notifier_register(&nh->head, n);
        }

        static int raw_notifier_chain_unregister(struct raw_notifier_head *nh, struct notifier_block *n)
        {
            return __notifier_unregister(&nh->head, n);
        }

        static int raw_notifier_call_chain(struct raw_notifier_head *nh, unsigned long val, void *v)
        {
            return __notifier_call_chain(&nh->head, val, v);
        }

        static void ATOMIC_INIT_NOTIFIER_HEAD(struct atomic_notifier_head *nh)
        {
            spin_lock_init(&nh->lock);
            nh->head = NULL;
        }

        static int atomic_notifier_chain_register(struct atomic_notifier_head *nh, struct notifier_block *n)
        {
            unsigned long flags;
            spin_lock_irqsave(&nh->lock, flags);
            int ret = __notifier_register(&nh->head, n);
            spin_unlock_irqrestore(&nh->lock, flags);
            return ret;
        }

        static int atomic_notifier_chain_unregister(struct atomic_notifier_head *nh, struct notifier_block *n)
        {
            unsigned long flags;
            spin_lock_irqsave(&nh->lock, flags);
            int ret = __notifier_unregister(&nh->head, n);
            spin_unlock_irqrestore(&nh->lock, flags);
            synchronize_rcu();
            return ret;
        }

        static int atomic_notifier_call_chain(struct atomic_notifier_head *nh, unsigned long val, void *v)
        {
            rcu_read_lock();
            int ret = __notifier_call_chain(&nh->head, val, v);
            rcu_read_unlock();
            return ret;
        }

        static void BLOCKING_INIT_NOTIFIER_HEAD(struct blocking_notifier_head *nh)
        {
            init_rwsem(&nh->rwsem);
            nh->head = NULL;
        }

        static int blocking_notifier_chain_register(struct blocking_notifier_head *nh, struct notifier_block *n)
        {
            down_write(&nh->rwsem);
            int ret = __notifier_register(&nh->head, n);
            up_write(&nh->rwsem);
            return ret;
        }

        static int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh, struct notifier_block *n)
        {
            down_write(&nh->rwsem);
            int ret = __notifier_unregister(&nh->head, n);
            up_write(&nh->rwsem);
            return ret;
        }

        static int blocking_notifier_call_chain(struct blocking_notifier_head *nh, unsigned long val, void *v)
        {
            int ret = 0;
            if (rcu_access_pointer(nh->head)) {
                down_read(&nh->rwsem);
                ret = __notifier_call_chain(&nh->head, val, v);
                up_read(&nh->rwsem);
            }
            return ret;
        }

        static void srcu_init_notifier_head(struct srcu_notifier_head *nh)
        {
            mutex_init(&nh->mutex);
            init_srcu_struct(&nh->srcu);
            nh->head = NULL;
        }

        static int srcu_notifier_chain_register(struct srcu_notifier_head *nh, struct notifier_block *n)
        {
            mutex_lock(&nh->mutex);
            int ret = __notifier_register(&nh->head, n);
            mutex_unlock(&nh->mutex);
            return ret;
        }

        static int srcu_notifier_chain_unregister(struct srcu_notifier_head *nh, struct notifier_block *n)
        {
            mutex_lock(&nh->mutex);
            int ret = __notifier_unregister(&nh->head, n);
            mutex_unlock(&nh->mutex);
            synchronize_srcu(&nh->srcu);
            return ret;
        }

        static int srcu_notifier_call_chain(struct srcu_notifier_head *nh, unsigned long val, void *v)
        {
            int idx = srcu_read_lock(&nh->srcu);
            int ret = __notifier_call_chain(&nh->head, val, v);
            srcu_read_unlock(&nh->srcu, idx);
            return ret;
        }

        struct llist_node { struct llist_node *next; };
        struct llist_head { struct llist_node *first; };

        static void init_llist_head(struct llist_head *list) { list->first = NULL; }
        static bool llist_empty(const struct llist_head *head) { return READ_ONCE(head->first) == NULL; }
        static struct llist_node *llist_next(struct llist_node *node) { return node->next; }
        static struct llist_node *llist_del_all(struct llist_head *head) { return xchg(&head->first, NULL); }

        static bool llist_add_batch(
            struct llist_node *new_first, struct llist_node *new_last, struct llist_head *head)
        {
            struct llist_node *first = READ_ONCE(head->first);
            do {
                new_last->next = first;
            } while (!try_cmpxchg(&head->first, &first, new_first));
            return !first;
        }

        static bool llist_add(struct llist_node *new, struct llist_head *head)
        {
            return llist_add_batch(new, new, head);
        }

        static struct llist_node *llist_del_first(struct llist_head *head)
        {
            struct llist_node *entry = smp_load_acquire(&head->first);
            struct llist_node *next;
            do {
                if (entry == NULL) return NULL;
                next = READ_ONCE(entry->next);
            } while (!try_cmpxchg(&head->first, &entry, next));
            return entry;
        }

        static struct llist_node *llist_reverse_order(struct llist_node *head)
        {
            struct llist_node *new_head = NULL;
            while (head) {
                struct llist_node *tmp = head;
                head = head->next;
                tmp->next = new_head;
                new_head = tmp;
            }
            return new_head;
        }

        struct static_key { atomic_t enabled; };

        static bool static_key_enabled(struct static_key *key) { return atomic_read(&key->enabled) > 0; }
        static bool static_branch_likely(struct static_key *key) { return static_key_enabled(key); }
        static bool static_branch_unlikely(struct static_key *key) { return static_key_enabled(key); }

        static void static_branch_inc(struct static_key *key)
        {
            might_sleep();
            atomic_inc(&key->enabled);
        }

        static void static_branch_dec(struct static_key *key)
        {
            might_sleep();
            __fault_if(atomic_dec_return(&key->enabled) < 0, 25);
        }

        static void static_branch_enable(struct static_key *key)
        {
            might_sleep();
            atomic_cmpxchg(&key->enabled, 0, 1);
        }

        static void static_branch_disable(struct static_key *key)
        {
            might_sleep();
            atomic_cmpxchg(&key->enabled, 1, 0);
        }
        """;
}
