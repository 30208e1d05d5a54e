namespace VfioActors.Races.Tests.Kernels;

/// <summary>What readers of SRCU are counted in begins and ends. kernel/rcu/srcutree.c, Linux 6.12.</summary>
public sealed class SrcuStructTests
{
    private const string Head = """
        struct dev { struct srcu_struct srcu; int n; }; struct dev *d; DECLARE_COMPLETION(c); int n;
        struct srcu_struct s, other; DEFINE_SRCU(whole); static DEFINE_STATIC_SRCU(own); DEFINE_SPINLOCK(l);
        init { init_srcu_struct(&s); }

        """;

    private const string Reads = "int i = srcu_read_lock(&s); n = 1; srcu_read_unlock(&s, i); ";

    /// <summary>What it is, the verdict, the code.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "ended when all is done", "held", $"CPU0 {{ {Reads}synchronize_srcu(&s); cleanup_srcu_struct(&s); }}" },
        { "ended while somebody may read", "NoWildPointer SrcuIsUsedRight", $"CPU0 {{ {Reads}}} CPU1 {{ cleanup_srcu_struct(&s); }}" },
        { "ended behind its reader", "held",
            $"CPU0 {{ {Reads}complete(&c); }} CPU1 {{ wait_for_completion(&c); cleanup_srcu_struct(&s); }}" },
        { "ended while its reader is inside", "SrcuIsUsedRight",
            "CPU0 { int i = srcu_read_lock(&s); complete(&c); srcu_read_unlock(&s, i); } "
                + "CPU1 { wait_for_completion(&c); cleanup_srcu_struct(&s); }" },
        { "a grace period before it is no help", "NoWildPointer SrcuIsUsedRight",
            $"CPU0 {{ {Reads}}} CPU1 {{ synchronize_srcu(&s); cleanup_srcu_struct(&s); }}" },
        { "ended while somebody waits for readers", "NoWildPointer SrcuIsUsedRight",
            "CPU0 { synchronize_srcu(&s); } CPU1 { cleanup_srcu_struct(&s); }" },
        { "one that was never initialized", "NoWildPointer", "CPU0 { int i = srcu_read_lock(&other); }" },
        { "nobody waits for one of those", "NoWildPointer", "CPU0 { synchronize_srcu(&other); }" },
        { "nor ends it", "NoWildPointer", "CPU0 { cleanup_srcu_struct(&other); }" },
        { "ended twice", "NoWildPointer", "CPU0 { cleanup_srcu_struct(&s); cleanup_srcu_struct(&s); }" },
        { "begun again", "held", $"CPU0 {{ cleanup_srcu_struct(&s); n = init_srcu_struct(&s); assert(!n); {Reads}}}" },
        { "freed without an end", "NoLeak",
            "CPU0 { d = kzalloc(sizeof(*d), GFP_KERNEL); init_srcu_struct(&d->srcu); kfree(d); d = NULL; }" },
        { "freed behind its end", "held",
            "CPU0 { d = kzalloc(sizeof(*d), GFP_KERNEL); init_srcu_struct(&d->srcu); cleanup_srcu_struct(&d->srcu); kfree(d); }" },
        { "a static one stays", "held",
            "CPU0 { cleanup_srcu_struct(&whole); cleanup_srcu_struct(&own); int i = srcu_read_lock(&whole); "
                + "int k = srcu_read_lock(&own); srcu_read_unlock(&own, k); srcu_read_unlock(&whole, i); }" },
        { "a static one while somebody reads", "SrcuIsUsedRight",
            "CPU0 { int i = srcu_read_lock(&own); cleanup_srcu_struct(&own); srcu_read_unlock(&own, i); }" },
        { "one of a function", "held",
            "CPU0 { DEFINE_STATIC_SRCU(f); int i = srcu_read_lock(&f); n = 1; srcu_read_unlock(&f, i); cleanup_srcu_struct(&f); }" },
        { "ended where nobody may sleep", "NoSleepInAtomic", "CPU0 { spin_lock(&l); cleanup_srcu_struct(&s); spin_unlock(&l); }" },
        { "initialized there", "NoSleepInAtomic",
            "CPU0 { spin_lock(&l); init_srcu_struct(&other); spin_unlock(&l); cleanup_srcu_struct(&other); }" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_begins_and_ends(string name, string verdict, string code) =>
        Assert.Equal($"{name}: {verdict}", $"{name}: {Checking.Verdict(Head + code)}");

    [Fact]
    public void It_may_be_refused()
    {
        const string Text = Head + "CPU0 { n = init_srcu_struct(&other); assert(!n || n == -ENOMEM); assert(!n); }";
        Assert.Equal("held", Checking.Verdict(Text));
        var report = Checking.Run(Text, values: ("faults", "on"));
        Assert.Equal("assert-4", string.Join(' ', report.Failures.Select(one => one.Property.Name).Distinct()));
    }

    /// <summary>Where nobody begins or ends one, what is declared is there.</summary>
    [Fact]
    public void Without_either_all_are_there() => Assert.Equal("held", Checking.Verdict(
        "struct srcu_struct s; int n; CPU0 { int i = srcu_read_lock(&s); n = 1; srcu_read_unlock(&s, i); } "
        + "CPU1 { synchronize_srcu(&s); }"));
}
