namespace VfioActors.Races.Tests.Drivers;

/// <summary>What copies, clears or allocates more than a word: include/linux/string.h, uaccess.h and slab.h, Linux 6.12.</summary>
public sealed class CopyTests
{
    private const string Head = """
        struct arg { u32 a; u64 b; u32 c[2]; }; struct arg user = { .a = 3, .c = { 1, 2 } }; int out; DEFINE_SPINLOCK(l);
        struct o { struct arg arg; int n; struct list_head l; } *g; struct locked { spinlock_t lock; int n; } k;
        init { g = kzalloc(sizeof(*g), GFP_KERNEL); }

        """;

    [Theory]
    [InlineData("struct arg a; if (copy_from_user(&a, &user, sizeof(a))) return; assert(a.a == 3 && a.c[1] == 2);", "held")]
    [InlineData("struct arg a; void __user *p = &user; if (copy_from_user(&a, p, sizeof(struct arg))) return; assert(a.a == 3);", "held")]
    [InlineData("g->arg.b = 7; int r = copy_to_user(&user, &g->arg, sizeof(g->arg)); assert(!r && user.b == 7 && !user.a);", "held")]
    [InlineData("struct arg a; spin_lock(&l); int r = copy_from_user(&a, &user, sizeof(a)); spin_unlock(&l);", "NoSleepInAtomic")]
    [InlineData("spin_lock(&l); put_user(1, &out); spin_unlock(&l);", "NoSleepInAtomic")]
    [InlineData("int v; put_user(5, &out); assert(!get_user(v, &out) && v == 5);", "held")]
    [InlineData("memset(&user, 0, sizeof(user)); assert(!user.a && !user.c[1]);", "held")]
    [InlineData("g->n = 1; memset(g, 0, sizeof(*g)); assert(!g->n && !g->l.next);", "held")]
    [InlineData("user.c[0] = 9; memset(user.c, 0, sizeof(user.c)); assert(!user.c[0] && user.a == 3);", "held")]
    [InlineData("struct arg a = { .b = 4 }; memcpy(&g->arg, &a, sizeof(a)); assert(g->arg.b == 4);", "held")]
    [InlineData("struct arg *p = kmemdup(&user, sizeof(user), GFP_KERNEL); assert(p->a == 3 && p->c[0] == 1); kfree(p);", "held")]
    [InlineData("struct arg *p = kmemdup(&user, sizeof(user), GFP_KERNEL); assert(p->a == 3);", "NoLeak")]
    [InlineData("struct arg *p = memdup_user(&user, sizeof(user)); assert(!IS_ERR(p) && p->a == 3); kfree(p);", "held")]
    [InlineData("spin_lock(&l); struct arg *p = kmemdup(&user, sizeof(user), GFP_ATOMIC); kfree(p); spin_unlock(&l);", "held")]
    [InlineData("spin_lock(&l); struct arg *p = kmemdup(&user, sizeof(user), GFP_KERNEL); kfree(p); spin_unlock(&l);", "NoSleepInAtomic")]
    [InlineData("u32 *p = kcalloc(3, sizeof(*p), GFP_KERNEL); p[2] = 5; assert(!p[0] && p[2] == 5); kfree(p);", "held")]
    [InlineData("u32 *p = kcalloc(3, sizeof(*p), GFP_KERNEL); p[3] = 5; kfree(p);", "NoWildPointer")]
    [InlineData("u32 *p = kmalloc_array(3, sizeof(u32), GFP_KERNEL); kfree(p + 1);", "NoDoubleFree")]
    [InlineData("struct arg *p = kvmalloc(sizeof(*p), GFP_KERNEL); p->a = 1; kvfree(p);", "held")]
    [InlineData("assert(ARRAY_SIZE(user.c) == 2 && BIT_ULL(40) >> 39 == 2);", "held")]
    public void What_is_copied_is_there(string code, string expected) =>
        Assert.Equal(expected, Checking.Verdict($"{Head}CPU0 {{ {code} }}"));

    [Theory]
    [InlineData("CPU0 { memcpy(&g->arg, &user, sizeof(user)); } CPU1 { u32 last = READ_ONCE(g->arg.c[1]); assert(!last || READ_ONCE(g->arg.a)); }", "held")]
    [InlineData("CPU0 { memcpy(&g->arg, &user, sizeof(user)); } CPU1 { assert(!READ_ONCE(g->arg.a) || READ_ONCE(g->arg.c[1])); }", "assert-4")]
    [InlineData("CPU0 { memset(&g->arg, 0, sizeof(g->arg)); } CPU1 { kfree(g); }", "NoUseAfterFree")]
    public void It_is_copied_word_by_word(string text, string expected) => Assert.Equal(expected, Checking.Verdict(Head + text));

    [Theory]
    [InlineData("struct arg a; if (copy_from_user(&a, &user, sizeof(a))) out = 1;", "finally-5")]
    [InlineData("int v = 0; int r = get_user(v, &user.a); assert(!r || (r == -EFAULT && !v));", "")]
    [InlineData("struct arg *p = memdup_user(&user, sizeof(user)); if (IS_ERR(p)) { out = 1; return; } kfree(p);", "finally-5")]
    [InlineData("struct arg *p = kmemdup(&user, sizeof(user), GFP_KERNEL); if (!p) return; kfree(p);", "")]
    [InlineData("struct arg *p = kmemdup(&user, sizeof(user), GFP_KERNEL); p->a = 1; kfree(p);", "NoWildPointer")]
    public void It_may_be_refused(string code, string expected) => Assert.Equal(expected, string.Join(' ', Checking.Run(
        $"{Head}CPU0 {{ {code} }}\nfinally(!out);", "stateful", [], ("faults", "on")).Failures.Select(one => one.Property.Name).Distinct()));

    [Theory]
    [InlineData("memset(&k, 0, sizeof(k));", "'memset' takes a pointer to numbers and pointers: struct locked has spinlock_t in it")]
    [InlineData("memset(&user, 1, sizeof(user));", "'memset' writes 0 here, and no other byte")]
    [InlineData("memset(&user, 0, 8);", "'memset' is of the whole of struct arg here")]
    [InlineData("memset(&user, 0, sizeof(user.a));", "'memset' is of the whole of struct arg here")]
    [InlineData("memcpy(&g->arg, g, sizeof(g->arg));", "'memcpy' copies all of one thing here, and these are struct arg and struct o")]
    [InlineData("u32 *p = kcalloc(out, sizeof(*p), GFP_KERNEL);", "expected a number from 1 to 64 that is known beforehand")]
    [InlineData("get_user(out, 3);", "'get_user' takes a pointer to a number, this is s32")]
    public void What_is_wrong_is_told(string code, string expected) => Assert.Contains(
        expected, Checking.Problems($"{Head}CPU0 {{ {code} }}"), StringComparison.Ordinal);
}
