namespace VfioActors.Races.Tests.Kernels;

/// <summary>
/// Numbers, indices and entries that are refused for want of memory: lib/xarray.c, lib/idr.c and
/// include/linux/xarray.h, Linux 6.6.
/// </summary>
public sealed class RefusedIndexTests
{
    private const string Assertion = "assert-3";

    /// <summary>What it is, the code, the verdict where memory is refused, and where it is not.</summary>
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "A number may be refused", "CPU0 { n = ida_alloc(&ida, GFP_KERNEL); assert(n >= 0); }", Assertion, "held" },
        { "One of a range", "CPU0 { n = ida_alloc_range(&ida, 1, 2, 0); assert(n >= 0); }", Assertion, "held" },
        { "One from a least on", "CPU0 { n = ida_alloc_min(&ida, 1, 0); assert(n >= 0); }", Assertion, "held" },
        { "One up to a most", "CPU0 { n = ida_alloc_max(&ida, 1, 0); assert(n >= 0); }", Assertion, "held" },
        { "It is -ENOMEM then", "CPU0 { n = ida_alloc(&ida, 0); assert(n == 0 || n == -ENOMEM); }", "held", "held" },
        {
            "And no number is taken",
            "CPU0 { n = ida_alloc(&ida, 0); int m = ida_alloc(&ida, 0); assert(m < 0 || m == (n == 0)); }",
            "held", "held"
        },
        { "An error is no number to give back", "CPU0 { n = ida_alloc(&ida, 0); ida_free(&ida, n); }", "NoFreedId", "held" },
        { "Nor a place in a row", "int row[4]; CPU0 { n = ida_alloc(&ida, 0); row[n] = 1; }", "NoBadIndex", "held" },
        { "Who begins is refused nothing", "init { n = ida_alloc_min(&ida, 1, 0); } CPU0 { assert(n == 1); }", "held", "held" },
        { "An entry may be refused", "CPU0 { n = xa_err(xa_store(&xa, 1, d, 0)); assert(!n); }", Assertion, "held" },
        {
            "Then it is not there, and else it is",
            "CPU0 { n = xa_err(xa_store(&xa, 1, d, 0)); assert(!n || n == -ENOMEM); assert((xa_load(&xa, 1) == d) == !n); }",
            "held", "held"
        },
        {
            "What xa_store gives back is an error to IS_ERR, and another one",
            "CPU0 { void *old = xa_store(&xa, 1, d, 0); assert(old ? IS_ERR(old) && PTR_ERR(old) == -46 : true); }",
            "held", "held"
        },
        { "It points to nothing", "CPU0 { struct dev *p = xa_store(&xa, 1, d, 0); if (p) p->n = 1; }", "NoWildPointer", "held" },
        {
            "What is there is replaced without memory",
            "init { xa_store(&xa, 1, d, 0); } CPU0 { void *old = xa_store(&xa, 1, d, 0); assert(old == d && !xa_is_err(old)); }",
            "held", "held"
        },
        {
            "Unless another one takes it out before",
            "init { xa_store(&xa, 1, d, 0); } CPU0 { void *old = xa_store(&xa, 1, d, 0); assert(!xa_is_err(old)); } "
                + "CPU1 { xa_erase(&xa, 1); }",
            Assertion, "held"
        },
        { "NULL needs none", "CPU0 { assert(!xa_store(&xa, 1, NULL, 0)); }", "held", "held" },
        {
            "Nothing else is such an error",
            "CPU0 { assert(!xa_err(NULL) && !xa_err(d) && !xa_err(ERR_PTR(-ENOMEM)) && !xa_is_err(ERR_PTR(-EPERM))); }",
            "held", "held"
        },
        { "What is inserted may be refused", "CPU0 { n = xa_insert(&xa, 1, d, 0); assert(!n); }", Assertion, "held" },
        { "With -ENOMEM", "CPU0 { n = xa_insert(&xa, 1, d, 0); assert(!n || n == -ENOMEM); }", "held", "held" },
        {
            "Where something is it is -EBUSY all the same",
            "init { xa_store(&xa, 1, d, 0); } CPU0 { n = xa_insert(&xa, 1, d, 0); assert(n == -EBUSY); }", "held", "held"
        },
        {
            "Who frees what was not inserted has it no more",
            "CPU0 { struct dev *p = kzalloc(sizeof(*p), 0); if (!p) return; if (xa_insert(&xa, 1, p, 0)) kfree(p); p->n = 1; }",
            "NoUseAfterFree", "held"
        },
        {
            "An index may be refused, and nothing is written then",
            "CPU0 { id = 7; n = xa_alloc(&xa, &id, d, xa_limit_32b, 0); assert(n ? n == -ENOMEM && id == 7 : id == 0); }",
            "held", "held"
        },
        { "So the number is as it was", "CPU0 { id = 7; xa_alloc(&xa, &id, d, xa_limit_32b, 0); assert(!id); }", Assertion, "held" },
        { "An id may be refused", "CPU0 { n = idr_alloc(&idr, d, 0, 0, GFP_KERNEL); assert(n >= 0); }", Assertion, "held" },
        {
            "And then it is not there",
            "CPU0 { n = idr_alloc(&idr, d, 1, 0, GFP_KERNEL); assert(n == 1 || n == -ENOMEM); "
                + "assert((idr_find(&idr, 1) == d) == (n == 1)); }",
            "held", "held"
        },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Memory_for_an_index_is_refused_as_in_the_kernel(string what, string code, string refused, string given)
    {
        var text = Text(code);
        var report = Checking.Run(text, values: ("faults", "on"));
        var names = report.Failures.Select(one => one.Property.Name).Distinct();
        var verdict = report.Verdict == Exploration.Verdict.Held ? "held" : string.Join(' ', names);
        Assert.True(verdict == refused, $"{what}: {verdict} where memory is refused");
        verdict = Checking.Verdict(text);
        Assert.True(verdict == given, $"{what}: {verdict} where it is not");
    }

    [Theory]
    [InlineData("n = ida_alloc(&ida, GFP_KERNEL);")]
    [InlineData("n = ida_alloc_min(&ida, 1, GFP_KERNEL);")]
    [InlineData("n = ida_alloc_max(&ida, 1, GFP_KERNEL);")]
    [InlineData("n = ida_alloc_range(&ida, 1, 2, GFP_KERNEL);")]
    [InlineData("xa_store(&xa, 1, d, GFP_KERNEL);")]
    [InlineData("n = xa_insert(&xa, 1, d, GFP_KERNEL_ACCOUNT);")]
    [InlineData("n = xa_alloc(&xa, &id, d, xa_limit_32b, GFP_KERNEL);")]
    public void Who_waits_for_memory_sleeps(string code)
    {
        Assert.Equal("NoSleepInAtomic", Checking.Verdict(Text($"CPU0 {{ spin_lock(&l); {code} spin_unlock(&l); }}")));
        Assert.Equal("held", Checking.Verdict(Text($"CPU0 {{ {code} }}")));
        foreach (var mark in new[] { "GFP_ATOMIC", "GFP_NOWAIT" })
        {
            var other = code.Replace("GFP_KERNEL_ACCOUNT", mark, StringComparison.Ordinal)
                .Replace("GFP_KERNEL", mark, StringComparison.Ordinal);
            Assert.Equal("held", Checking.Verdict(Text($"CPU0 {{ spin_lock(&l); {other} spin_unlock(&l); }}")));
        }
    }

    /// <summary>xa_lock does not switch interrupts off: lib/xarray.c. Nobody is interrupted with it here.</summary>
    [Theory]
    [InlineData("irq { ... }", "xa_store(&xa, 1, d, 0);")]
    [InlineData("irq(CPU0) { ... } CPU0 { n = 1; }", "xa_erase(&xa, 1);")]
    [InlineData("static void f(struct timer_list *x) { ... } CPU0 { timer_setup(&t, f, 0); add_timer(&t); }",
        "n = xa_insert(&xa, 1, d, 0);")]
    [InlineData("static void f(struct rcu_head *x) { ... } CPU0 { call_rcu(&d->rcu, f); }",
        "xa_alloc(&xa, &id, d, xa_limit_32b, 0);")]
    public void An_interrupt_may_change_an_xarray(string where, string what)
    {
        foreach (var other in new[]
            { what, "xa_load(&xa, 1);", "n = ida_alloc(&ida, 0);", "idr_remove(&idr, 1);", "xa_destroy(&xa);" })
        {
            Assert.Equal("held", Checking.Verdict(Text(where.Replace("...", other, StringComparison.Ordinal))));
        }
    }

    /// <summary>The release of a file and a worker may sleep: they are no interrupts.</summary>
    [Fact]
    public void Work_does() => Assert.Equal("held", Checking.Verdict(Text(
        "static void f(struct work_struct *x) { xa_store(&xa, 1, d, 0); xa_erase(&xa, 1); } "
        + "CPU0 { INIT_WORK(&w, f); schedule_work(&w); }")));

    private static string Text(string code)
    {
        const string Made = "d = kzalloc(sizeof(*d), 0); idr_init(&idr);";
        var whole = code.Contains("init {", StringComparison.Ordinal)
            ? code.Replace("init {", $"init {{ {Made}", StringComparison.Ordinal)
            : $"{code} init {{ {Made} }}";
        return $$"""
            struct dev { int n; struct rcu_head rcu; }; struct dev *d; struct timer_list t; struct work_struct w;
            int n; u32 id; struct xarray xa; struct idr idr; DEFINE_IDA(ida);
            DEFINE_SPINLOCK(l); {{whole}}
            """;
    }
}
