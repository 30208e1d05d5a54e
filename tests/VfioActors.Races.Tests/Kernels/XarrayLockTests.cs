using Xunit.Abstractions;

namespace VfioActors.Races.Tests.Kernels;

/// <summary>The lock of an xarray, where interrupts change it too. include/linux/xarray.h, lib/xarray.c, Linux 6.12.</summary>
public sealed class XarrayLockTests(ITestOutputHelper output)
{
    private const string Head = """
        struct dev { int n; struct rcu_head rcu; struct xarray own; }; struct dev dev, *made; struct xarray xa;
        struct timer_list t; struct hrtimer h; int n; u32 id; DEFINE_SPINLOCK(l); DEFINE_XARRAY_FLAGS(flagged, XA_FLAGS_LOCK_IRQ);

        """;

    private const string Irq = "irq(CPU0) { xa_erase(&xa, 1); } ";

    private const string Timer = "static void f(struct timer_list *x) { xa_erase(&xa, 1); } "
        + "init { timer_setup(&t, f, 0); } CPU1 { mod_timer(&t, 1); } ";

    private const string High = "enum hrtimer_restart f(struct hrtimer *x) { xa_erase(&xa, 1); return HRTIMER_NORESTART; } "
        + "init { hrtimer_setup(&h, f, CLOCK_MONOTONIC, HRTIMER_MODE_REL); } "
        + "CPU1 { hrtimer_start(&h, 1, HRTIMER_MODE_REL); } ";

    private const string Callback = "static void f(struct rcu_head *x) { xa_erase(&xa, 1); } CPU1 { call_rcu(&dev.rcu, f); } ";

    /// <summary>What it is, the verdict, the code.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "an interrupt of the processor that stores", "LocksAreTakenOnce", Irq + "CPU0 { xa_store(&xa, 1, &dev, 0); }" },
        { "interrupts off around that", "held", Irq + "CPU0 { xa_store_irq(&xa, 1, &dev, 0); }" },
        { "softirqs off are not enough", "LocksAreTakenOnce", Irq + "CPU0 { xa_store_bh(&xa, 1, &dev, 0); }" },
        { "an interrupt of another processor", "held",
            "irq(CPU1) { xa_erase(&xa, 1); } CPU0 { xa_store(&xa, 1, &dev, 0); } CPU1 { n = 1; }" },
        { "an interrupt of any processor", "LocksAreTakenOnce",
            "irq { xa_erase(&xa, 1); } CPU0 { n = 1; } CPU1 { xa_store(&xa, 1, &dev, 0); }" },
        { "two interrupts", "held", Irq + "irq(CPU1) { xa_store(&xa, 1, &dev, 0); } CPU0 { n = 1; } CPU1 { n = 2; }" },
        { "only the interrupt changes it", "held", Irq + "CPU0 { if (xa_load(&xa, 1)) n = 1; }" },
        { "erased", "LocksAreTakenOnce", Irq + "CPU0 { xa_erase(&xa, 1); }" },
        { "erased without interrupts", "held", Irq + "CPU0 { xa_erase_irq(&xa, 1); }" },
        { "inserted", "LocksAreTakenOnce", Irq + "CPU0 { n = xa_insert(&xa, 1, &dev, 0); }" },
        { "inserted without interrupts", "held", Irq + "CPU0 { n = xa_insert_irq(&xa, 1, &dev, 0); }" },
        { "allocated", "LocksAreTakenOnce", Irq + "CPU0 { n = xa_alloc(&xa, &id, &dev, xa_limit_32b, 0); }" },
        { "allocated without interrupts", "held",
            Irq + "CPU0 { n = xa_alloc_irq(&xa, &id, &dev, xa_limit_32b, 0); assert(!n && id == 0); }" },
        { "destroyed, which switches interrupts off", "held", Irq + "CPU0 { xa_destroy(&xa); }" },
        { "destroyed by the interrupt", "LocksAreTakenOnce",
            "irq(CPU0) { xa_destroy(&xa); } CPU0 { xa_store(&xa, 1, &dev, 0); }" },
        { "a timer", "LocksAreTakenOnce", Timer + "CPU0 { xa_store(&xa, 1, &dev, 0); }" },
        { "a timer, softirqs off", "held", Timer + "CPU0 { xa_store_bh(&xa, 1, &dev, 0); }" },
        { "a timer, interrupts off", "held", Timer + "CPU0 { xa_store_irq(&xa, 1, &dev, 0); }" },
        { "a timer of high resolution", "LocksAreTakenOnce", High + "CPU0 { xa_store_bh(&xa, 1, &dev, 0); }" },
        { "a timer of high resolution, interrupts off", "held", High + "CPU0 { xa_store_irq(&xa, 1, &dev, 0); }" },
        { "a call of RCU", "LocksAreTakenOnce", Callback + "CPU0 { xa_store(&xa, 1, &dev, 0); }" },
        { "a call of RCU, softirqs off", "held", Callback + "CPU0 { xa_store_bh(&xa, 1, &dev, 0); }" },
        { "a worker may be interrupted too", "LocksAreTakenOnce",
            "irq { xa_erase(&xa, 1); } void g(struct work_struct *w) { xa_store(&xa, 1, &dev, 0); } DECLARE_WORK(w, g); "
                + "CPU0 { schedule_work(&w); }" },
        { "under a lock of one's own without interrupts", "held",
            "irq(CPU0) { spin_lock(&l); xa_erase(&xa, 1); spin_unlock(&l); } CPU0 { unsigned long flags; "
                + "spin_lock_irqsave(&l, flags); xa_store(&xa, 1, &dev, 0); spin_unlock_irqrestore(&l, flags); }" },
        { "under a lock of one's own in one of the two alone", "held",
            Irq + "CPU0 { spin_lock_irq(&l); xa_store(&xa, 1, &dev, 0); spin_unlock_irq(&l); }" },
        { "under one with interrupts", "LocksAreTakenOnce",
            Irq + "CPU0 { spin_lock(&l); xa_store(&xa, 1, &dev, 0); spin_unlock(&l); }" },
        { "the lock itself, with interrupts off", "held",
            Irq + "CPU0 { unsigned long flags; xa_lock_irqsave(&xa, flags); __xa_store(&xa, 1, &dev, GFP_ATOMIC); "
                + "n = __xa_insert(&xa, 2, &dev, 0); __xa_erase(&xa, 2); xa_unlock_irqrestore(&xa, flags); assert(!n); }" },
        { "the lock itself, with interrupts on", "LocksAreTakenOnce",
            Irq + "CPU0 { xa_lock(&xa); __xa_store(&xa, 1, &dev, 0); xa_unlock(&xa); }" },
        { "the interrupt only tries", "held",
            "irq(CPU0) { if (xa_trylock(&xa)) { __xa_erase(&xa, 1); xa_unlock(&xa); } } CPU0 { xa_store(&xa, 1, &dev, 0); }" },
        { "interrupts switched on in one", "SwitchesArePaired", "irq(CPU0) { xa_store_irq(&xa, 1, &dev, 0); } CPU0 { n = 1; }" },
        { "without the lock", "LocksAreHeld", "CPU0 { __xa_store(&xa, 1, &dev, 0); }" },
        { "erased without the lock", "LocksAreHeld", "CPU0 { __xa_erase(&xa, 1); }" },
        { "the lock is named", "LocksAreHeld", "CPU0 { lockdep_assert_held(&xa.xa_lock); }" },
        { "the lock is named and held", "held", "CPU0 { xa_lock(&xa); lockdep_assert_held(&xa.xa_lock); xa_unlock(&xa); }" },
        { "taken twice", "LocksAreTakenOnce", "CPU0 { xa_lock(&xa); xa_store(&xa, 1, &dev, 0); xa_unlock(&xa); }" },
        { "kept", "LocksAreGivenBack", "CPU0 { xa_lock(&xa); }" },
        { "in circles", "LockOrder Progress",
            "CPU0 { xa_lock(&xa); spin_lock(&l); spin_unlock(&l); xa_unlock(&xa); } "
                + "CPU1 { spin_lock(&l); xa_store(&xa, 1, &dev, 0); spin_unlock(&l); }" },
        { "looked at and stored under the lock", "held", Once("GFP_ATOMIC") },
        { "the lock is given up for memory", "finally-3", Once("GFP_KERNEL") },
        { "the mark is not known beforehand", "finally-3",
            "void put(gfp_t gfp) { xa_lock(&xa); if (!xa_load(&xa, 1)) { __xa_store(&xa, 1, &dev, gfp); n++; } xa_unlock(&xa); } "
                + "CPU0 { put(GFP_KERNEL); } CPU1 { put(GFP_KERNEL); } finally(n == 1);" },
        { "what is there is replaced without memory", "held",
            "init { xa_store(&xa, 1, &dev, 0); } CPU0 { xa_lock(&xa); n = 1; __xa_store(&xa, 1, &dev, GFP_KERNEL); "
                + "assert(n == 1); xa_unlock(&xa); } CPU1 { xa_lock(&xa); n = 2; xa_unlock(&xa); }" },
        { "memory that is waited for without interrupts", "NoSleepInAtomic",
            "CPU0 { xa_lock_irq(&xa); __xa_store(&xa, 1, &dev, GFP_KERNEL); xa_unlock_irq(&xa); }" },
        { "an xarray that was told so", "held",
            "CPU0 { xa_lock_irq(&flagged); __xa_store(&flagged, 1, &dev, GFP_KERNEL); xa_unlock_irq(&flagged); }" },
        { "one that was told so as it was initialized", "held",
            "CPU0 { xa_init_flags(&dev.own, XA_FLAGS_LOCK_IRQ); xa_lock_irq(&dev.own); "
                + "__xa_store(&dev.own, 1, &dev, GFP_KERNEL); xa_unlock_irq(&dev.own); }" },
        { "one that was told so before it is stored", "held", "CPU0 { xa_store_irq(&flagged, 1, &dev, GFP_KERNEL); }" },
        { "one that was not", "NoSleepInAtomic", "CPU0 { xa_store_irq(&xa, 1, &dev, GFP_KERNEL); }" },
        { "one that was told, and its lock taken with interrupts on", "LocksAreGivenBack",
            "CPU0 { xa_lock(&flagged); __xa_store(&flagged, 1, &dev, GFP_KERNEL); xa_unlock(&flagged); }" },
        { "an id that was freed", "NoFreedId",
            "DEFINE_IDA(ida); init { n = ida_alloc(&ida, 0); } CPU0 { ida_free(&ida, n); __xa_erase(&xa, n); }" },
        { "all entries, and one by a pointer", "held",
            Irq + "CPU0 { unsigned long i; struct dev *p; struct xarray *x = &xa; xa_store_irq(x, 3, &dev, 0); "
                + "xa_for_each(x, i, p) assert(i == 3 && p == &dev); assert(xa_load(&xa, 3) == &dev); }" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_lock_of_an_xarray_is_one(string name, string verdict, string code) =>
        Assert.Equal($"{name}: {verdict}", $"{name}: {Checking.Verdict(Head + code)}");

    [Theory]
    [InlineData("CPU0 { xa_lock(&n); }", "'xa_lock' takes a pointer to struct xarray, this is s32 *")]
    [InlineData("CPU0 { xa_store_irq(xa, 1, &dev, 0); }", "struct xarray")]
    [InlineData("CPU0 { xa_lock(&xa); xa_find(&xa, 1, 0); }", "there is no function or primitive")]
    [InlineData("DEFINE_XARRAY_FLAGS(other, XA_FLAGS_MARK); CPU0 { n = 1; }", "expected flags that are known beforehand")]
    [InlineData("CPU0 { xa_init_flags(&xa, XA_FLAGS_MARK); }", "there is no 'XA_FLAGS_MARK' here")]
    [InlineData("struct xarray other = XARRAY_INIT(other, n); CPU0 { xa_lock_irq(&other); xa_unlock_irq(&other); }",
        "expected flags that are known beforehand")]
    public void What_is_no_xarray_is_refused(string code, string message) =>
        Assert.Contains(message, Checking.Problems(Head + code), StringComparison.Ordinal);

    /// <summary>What is merged and what is reduced comes to what all orders come to.</summary>
    [Fact]
    public void Each_strategy_comes_to_what_all_orders_do() => Checking.HoldToBruteForce(80, Made, 2, output);

    private static string Made(int seed)
    {
        string[] task =
        [
            "xa_store(&xa, 1, &dev, 0);", "xa_store_irq(&xa, 1, &dev, 0);", "xa_erase_bh(&xa, 1);", "n = xa_load(&xa, 1) != NULL;",
            "xa_lock_irq(&xa); __xa_store(&xa, 1, &dev, GFP_KERNEL); xa_unlock_irq(&xa);",
            "xa_lock(&xa); if (!xa_load(&xa, 1)) n++; xa_unlock(&xa);", "spin_lock_irq(&l); xa_erase(&xa, 1); spin_unlock_irq(&l);",
        ];
        string[] late = ["xa_erase(&xa, 1);", "if (xa_trylock(&xa)) { n = 2; xa_unlock(&xa); }", "spin_lock(&l); n = 1; spin_unlock(&l);"];
        string[] kinds = ["irq", "irq(CPU0)", "irq(CPU1)"];
        return Head + $"CPU0 {{ {task[seed % 7]} }} CPU1 {{ {task[seed / 7 % 7]} }} {kinds[seed % 3]} {{ {late[seed / 3 % 3]} }}";
    }

    private static string Once(string mark)
    {
        var put = $"xa_lock(&xa); if (!xa_load(&xa, 1)) {{ __xa_store(&xa, 1, &dev, {mark}); n++; }} xa_unlock(&xa);";
        return $"CPU0 {{ {put} }} CPU1 {{ {put} }} finally(n == 1);";
    }
}
