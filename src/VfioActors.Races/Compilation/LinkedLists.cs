namespace VfioActors.Races.Compilation;

/// <summary>
/// Lists that are put into others, and looked at from their ends, written in the language itself: as in
/// include/linux/list.h, Linux 6.12, store by store.
/// </summary>
internal static class LinkedLists
{
    /// <summary>The text.</summary>
    internal const string Text = """

        static void __list_splice(struct list_head *list, struct list_head *prev, struct list_head *next)
        {
            struct list_head *first = list->next;
            struct list_head *last = list->prev;
            first->prev = prev;
            prev->next = first;
            last->next = next;
            next->prev = last;
        }

        static void list_splice(struct list_head *list, struct list_head *head)
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

        static int list_is_singular(struct list_head *head)
        {
            return !list_empty(head) && (head->next == head->prev);
        }

        static int list_is_first(struct list_head *list, struct list_head *head) { return list->prev == head; }
        static int list_is_last(struct list_head *list, struct list_head *head) { return list->next == head; }
        """;
}
