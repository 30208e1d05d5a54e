namespace VfioActors.Races.Tests.Fixes;

/// <summary>What says that a list is empty or a lock free says it of what it names. include/linux/list.h, Linux 6.12.</summary>
public sealed class EmptyTests
{
    private const string Head = "struct in { struct list_head list; int n; }; struct d { struct in in; struct list_head list; "
        + "spinlock_t lock; struct mutex mutex; struct rcuwait wait; int n; }; struct list_head free; int n;\n";

    [Theory]
    [InlineData("struct list_head a = LIST_HEAD_INIT(a); CPU0 { assert(list_empty(&a)); }")]
    [InlineData("struct list_head b = LIST_HEAD_INIT(free); CPU0 { assert(!list_empty(&b) && b.next == &free && b.prev == &free); }")]
    [InlineData("struct d d = { .list = LIST_HEAD_INIT(d.list), .in = { .list = LIST_HEAD_INIT(d.in.list) } }; "
        + "CPU0 { assert(list_empty(&d.list) && list_empty(&d.in.list)); }")]
    [InlineData("struct d d = { .list = LIST_HEAD_INIT(d.in.list) }; CPU0 { assert(!list_empty(&d.list) && list_empty(&d.in.list)); }")]
    [InlineData("struct list_head r[2] = { LIST_HEAD_INIT(r[0]), LIST_HEAD_INIT(r[0]) }; "
        + "CPU0 { assert(list_empty(&r[0]) && !list_empty(&r[1])); }")]
    [InlineData("CPU0 { static struct list_head free = LIST_HEAD_INIT(free); assert(list_empty(&free)); }")]
    [InlineData("CPU0 { static struct list_head h = LIST_HEAD_INIT(free); assert(h.next == &free); }")]
    [InlineData("CPU0 { struct list_head h = LIST_HEAD_INIT(h); struct in i = { .list = LIST_HEAD_INIT(i.list), .n = n }; "
        + "assert(list_empty(&h) && list_empty(&i.list)); }")]
    [InlineData("CPU0 { struct in r[2] = { [1] = { .list = LIST_HEAD_INIT(r[1].list), .n = n } }; assert(list_empty(&r[1].list)); }")]
    [InlineData("struct d d = { .lock = __SPIN_LOCK_UNLOCKED(d.lock), .mutex = __MUTEX_INITIALIZER(d.mutex), "
        + ".wait = __RCUWAIT_INITIALIZER(d.wait) }; CPU0 { mutex_lock(&d.mutex); mutex_unlock(&d.mutex); }")]
    [InlineData("struct d d[2]; struct list_head *p = &d[1].in.list; CPU0 { assert(list_empty(p) && p == &d[1].in.list); }")]
    public void It_is_what_is_named(string code) => Assert.Equal("held", Checking.Verdict(Head + code));

    [Theory]
    [InlineData("struct list_head a = LIST_HEAD_INIT(n);", "2:22: error: expected a number that is known")]
    [InlineData("struct list_head a = LIST_HEAD_INIT(a, 1);", "2:22: error: expected a number that is known")]
    [InlineData("struct list_head a = LIST_HEAD_INIT(no);", "2:22: error: expected a number that is known")]
    [InlineData("struct d a = { .list = LIST_HEAD_INIT(a) };", "2:24: error: expected a number that is known")]
    [InlineData("int x = LIST_HEAD_INIT(free);", "2:9: error: expected a number that is known")]
    [InlineData("int x = __SPIN_LOCK_UNLOCKED(x);", "2:9: error: expected a number that is known")]
    [InlineData("spinlock_t l = __MUTEX_INITIALIZER(l);", "2:16: error: expected a number that is known")]
    [InlineData("struct mutex m = __SPIN_LOCK_UNLOCKED(m);", "2:18: error: expected a number that is known")]
    [InlineData("void f(void) { struct list_head h = LIST_HEAD_INIT(free); }", "2:37: error: a list head of a function begins")]
    [InlineData("void f(void) { struct list_head a, b = LIST_HEAD_INIT(a); }", "2:40: error: a list head of a function begins")]
    [InlineData("void f(void) { struct in a = { .list = LIST_HEAD_INIT(a) }; }", "2:40: error: a list head of a function begins")]
    [InlineData("void f(void) { struct in a, b = { .list = LIST_HEAD_INIT(a.list) }; }", "2:43: error: a list head of a function")]
    [InlineData("void f(void) { struct in i = { .n = LIST_HEAD_INIT(i.list) }; }", "2:37: error: there is no function")]
    public void What_is_none_is_refused(string code, string expected) => Assert.StartsWith(
        $"q.race:{expected}", Checking.Problems($"{Head}{code}\nCPU0 {{ n = 1; }}"), StringComparison.Ordinal);
}
