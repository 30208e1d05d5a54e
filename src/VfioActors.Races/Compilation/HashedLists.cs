namespace VfioActors.Races.Compilation;

/// <summary>
/// Lists with a head of one pointer, written in the language itself: as in include/linux/list.h and rculist.h, Linux
/// 6.6, store by store. The kernel checks nothing of them: an entry that is taken off twice writes through the poison.
/// </summary>
internal static class HashedLists
{
    /// <summary>The text.</summary>
    internal const string Text = """

        struct hlist_node { struct hlist_node *next; struct hlist_node **pprev; };
        struct hlist_head { struct hlist_node *first; };

        static void INIT_HLIST_HEAD(struct hlist_head *h) { h->first = NULL; }

        static void INIT_HLIST_NODE(struct hlist_node *h)
        {
            h->next = NULL;
            h->pprev = NULL;
        }

        static int hlist_unhashed(struct hlist_node *h) { return !h->pprev; }
        static int hlist_unhashed_lockless(struct hlist_node *h) { return !h->pprev; }
        static int hlist_empty(struct hlist_head *h) { return !h->first; }

        static void hlist_add_head(struct hlist_node *n, struct hlist_head *h)
        {
            struct hlist_node *first = h->first;
            n->next = first;
            if (first) first->pprev = &n->next;
            h->first = n;
            n->pprev = &h->first;
        }

        static void hlist_add_before(struct hlist_node *n, struct hlist_node *next)
        {
            n->pprev = next->pprev;
            n->next = next;
            next->pprev = &n->next;
            *(n->pprev) = n;
        }

        static void hlist_add_behind(struct hlist_node *n, struct hlist_node *prev)
        {
            n->next = prev->next;
            prev->next = n;
            n->pprev = &prev->next;
            if (n->next) n->next->pprev = &n->next;
        }

        static void hlist_add_head_rcu(struct hlist_node *n, struct hlist_head *h)
        {
            struct hlist_node *first = h->first;
            n->next = first;
            n->pprev = &h->first;
            h->first = n;
            if (first) first->pprev = &n->next;
        }

        static void hlist_add_behind_rcu(struct hlist_node *n, struct hlist_node *prev)
        {
            n->next = prev->next;
            n->pprev = &prev->next;
            prev->next = n;
            if (n->next) n->next->pprev = &n->next;
        }

        static void hlist_add_before_rcu(struct hlist_node *n, struct hlist_node *next)
        {
            n->pprev = next->pprev;
            n->next = next;
            *(n->pprev) = n;
            next->pprev = &n->next;
        }

        static void hlist_add_tail_rcu(struct hlist_node *n, struct hlist_head *h)
        {
            struct hlist_node *last = NULL;
            for (struct hlist_node *i = h->first; i; i = i->next) last = i;
            if (!last) {
                hlist_add_head_rcu(n, h);
                return;
            }
            n->next = last->next;
            n->pprev = &last->next;
            last->next = n;
        }

        static void hlist_replace_rcu(struct hlist_node *old, struct hlist_node *new)
        {
            struct hlist_node *next = old->next;
            new->next = next;
            new->pprev = old->pprev;
            *new->pprev = new;
            if (next) new->next->pprev = &new->next;
            old->pprev = LIST_POISON2;
        }

        static void __hlist_del(struct hlist_node *n)
        {
            struct hlist_node *next = n->next;
            struct hlist_node **pprev = n->pprev;
            *pprev = next;
            if (next) next->pprev = pprev;
        }

        static void hlist_del(struct hlist_node *n)
        {
            __hlist_del(n);
            n->next = LIST_POISON1;
            n->pprev = LIST_POISON2;
        }

        static void hlist_del_rcu(struct hlist_node *n)
        {
            __hlist_del(n);
            n->pprev = LIST_POISON2;
        }

        static void hlist_del_init(struct hlist_node *n)
        {
            if (hlist_unhashed(n)) return;
            __hlist_del(n);
            INIT_HLIST_NODE(n);
        }

        static void hlist_del_init_rcu(struct hlist_node *n)
        {
            if (hlist_unhashed(n)) return;
            __hlist_del(n);
            n->pprev = NULL;
        }
        """;
}
