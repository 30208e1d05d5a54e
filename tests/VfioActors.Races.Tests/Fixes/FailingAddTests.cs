namespace VfioActors.Races.Tests.Fixes;

/// <summary>
/// Devices and kobjects are not added, and kthreads not made, where memory is refused: drivers/base/core.c, lib/kobject.c
/// and kernel/kthread.c, Linux 6.12.
/// </summary>
public sealed class FailingAddTests
{
    private const string Head = """
        struct d { struct device dev; struct kobject kobj; struct task_struct *t; int n; }; struct d *g; int live;
        void gone(struct device *dev) { live--; kfree(container_of(dev, struct d, dev)); }
        void freed(struct kobject *kobj) { live--; kfree(container_of(kobj, struct d, kobj)); }
        struct kobj_type type = { .release = freed };
        int fn(void *p) { struct d *d = p; d->n = 1; while (!kthread_should_stop()) schedule_timeout_interruptible(HZ); return 0; }

        """;

    private const string Registers =
        "CPU0 { struct d *d = kzalloc(sizeof(*d), GFP_KERNEL); int e; if (!d) return; d->dev.release = gone; live++; "
        + "e = device_register(&d->dev); if (e) { FAILED; return; } device_unregister(&d->dev); } finally(!live);";

    private const string Adds =
        "CPU0 { struct d *d = kzalloc(sizeof(*d), GFP_KERNEL); int e; if (!d) return; live++; "
        + "e = kobject_init_and_add(&d->kobj, &type, NULL, \"d\"); if (e) { FAILED; return; } "
        + "kobject_del(&d->kobj); kobject_put(&d->kobj); } finally(!live);";

    private const string Runs =
        "CPU0 { struct d *d = kzalloc(sizeof(*d), GFP_KERNEL); if (!d) return; d->t = kthread_run(fn, d, \"d\"); "
        + "if (IS_ERR(d->t)) { FAILED; } kthread_stop(d->t); kfree(d); }";

    [Theory]
    [InlineData(Registers, "put_device(&d->dev)", "held")]
    [InlineData(Registers, "kfree(d)", "finally-6")]
    [InlineData(Registers, "e = 0", "NoLeak finally-6")]
    [InlineData(Registers, "device_unregister(&d->dev)", "KobjectsAreUsedRight")]
    [InlineData(Adds, "kobject_put(&d->kobj)", "held")]
    [InlineData(Adds, "e = 0", "NoLeak finally-6")]
    [InlineData(Runs, "kfree(d); return", "held")]
    [InlineData(Runs, "return", "NoLeak")]
    [InlineData(Runs, "d->n = 2", "NoWildPointer")]
    [InlineData(Runs, "assert(PTR_ERR(d->t) == -ENOMEM); kfree(d); return", "held")]
    public void What_was_not_added_is_given_back(string code, string failed, string expected)
    {
        var text = Head + code.Replace("FAILED", failed, StringComparison.Ordinal);
        Assert.Equal("held", Checking.UncountedVerdict(text));
        var report = Checking.Run(text, "stateful", [], ("faults", "on"), ("rounds", "0"));
        var broken = report.Failures.Select(one => one.Property.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, broken.Count == 0 ? "held" : string.Join(' ', broken));
    }
}
