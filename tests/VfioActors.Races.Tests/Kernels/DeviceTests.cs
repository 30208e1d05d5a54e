namespace VfioActors.Races.Tests.Kernels;

/// <summary>Who holds a kobject or a device: lib/kobject.c and drivers/base/core.c, Linux 6.12.</summary>
public sealed class DeviceTests
{
    private const string Head = """
        struct mdev { struct device dev; int n; struct mdev *owner; };
        struct obj { struct kobject kobj; struct rcu_head rcu; };
        struct mdev *m, *par;
        struct obj *o;
        static void rel(struct device *d) { kfree(container_of(d, struct mdev, dev)); }
        static void chain(struct device *d)
        {
            struct mdev *x = container_of(d, struct mdev, dev), *of = x->owner;
            kfree(x);
            if (of) put_device(&of->dev);
        }
        static void krel(struct kobject *k) { kfree(container_of(k, struct obj, kobj)); }
        static void later(struct kobject *k) { struct obj *x = container_of(k, struct obj, kobj); kfree_rcu(x, rcu); }
        static const struct kobj_type plain = { .release = krel };
        static struct kobj_type by_rcu = { .release = later };
        static struct kobj_type none;
        static DEFINE_SPINLOCK(lock);
        static struct mdev *made(void)
        {
            struct mdev *x = kzalloc(sizeof(*x), GFP_KERNEL);
            device_initialize(&x->dev);
            x->dev.release = rel;
            return x;
        }
        static struct obj *object(const struct kobj_type *type)
        {
            struct obj *x = kzalloc(sizeof(*x), GFP_KERNEL);
            kobject_init(&x->kobj, type);
            return x;
        }
        static struct mdev *taken(void) { struct mdev *x = m; m = NULL; return x; }
        static struct obj *gone(void) { struct obj *x = o; o = NULL; return x; }

        """;

    /// <summary>A child of par that was added.</summary>
    private const string Child =
        "init { par = made(); m = made(); m->dev.parent = &par->dev; if (device_add(&m->dev)) m = NULL; } ";

    /// <summary>What it is, the code, and the verdict.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "Deleting takes the lock of the device",
            "init { m = made(); if (device_add(&m->dev)) m = NULL; } "
                + "CPU0 { device_lock(&m->dev); device_del(&m->dev); device_unlock(&m->dev); put_device(&m->dev); }",
            "LocksAreTakenOnce"
        },
        {
            "Deleting under a lock that is taken under that of the device",
            "DEFINE_MUTEX(outer); init { m = made(); if (device_add(&m->dev)) m = NULL; } "
                + "CPU0 { device_lock(&m->dev); mutex_lock(&outer); m->n = 1; mutex_unlock(&outer); device_unlock(&m->dev); } "
                + "CPU1 { mutex_lock(&outer); device_del(&m->dev); mutex_unlock(&outer); }",
            "LockOrder Progress"
        },
        {
            "Two who hold it give it back",
            "init { m = made(); get_device(&m->dev); } CPU0 { put_device(&m->dev); } CPU1 { put_device(&m->dev); }",
            "held"
        },
        {
            "One gives it back too often",
            "init { m = made(); } CPU0 { put_device(&m->dev); } CPU1 { put_device(&m->dev); }",
            "CountsStayAbove NoUseAfterFree"
        },
        {
            "The last reference frees it",
            "init { m = made(); } CPU0 { struct mdev *x = taken(); put_device(&x->dev); x->n = 1; }", "NoUseAfterFree"
        },
        { "And nothing else does", "init { m = made(); get_device(&m->dev); } CPU0 { put_device(&taken()->dev); }", "NoLeak" },
        {
            "It has no release function",
            "init { m = made(); m->dev.release = NULL; } CPU0 { put_device(&m->dev); }", "KobjectsAreUsedRight"
        },
        { "It is initialized twice", "init { m = made(); } CPU0 { device_initialize(&m->dev); }", "KobjectsAreUsedRight" },
        {
            "It is got before it is initialized",
            "init { m = kzalloc(sizeof(*m), GFP_KERNEL); } CPU0 { get_device(&m->dev); }", "CountsStayAbove"
        },
        { "Its kobject is it", "init { m = made(); } CPU0 { kobject_put(&taken()->dev.kobj); }", "held" },
        {
            "It is found by its kobject",
            "init { m = made(); } CPU0 { assert(kobj_to_dev(&m->dev.kobj) == &m->dev); }", "held"
        },
        { "Nothing is held by nobody", "CPU0 { put_device(get_device(NULL)); kobject_put(kobject_get(NULL)); }", "held" },
        { "Nothing is added", "CPU0 { assert(device_add(NULL) == -EINVAL); }", "held" },
        { "The last reference may go under a spinlock",
            "init { m = made(); } CPU0 { spin_lock(&lock); put_device(&m->dev); spin_unlock(&lock); }", "held" },
        {
            "A device is not taken away there",
            "init { m = made(); } CPU0 { spin_lock(&lock); device_unregister(&m->dev); spin_unlock(&lock); }",
            "NoSleepInAtomic"
        },
        {
            "Nor added",
            "init { m = made(); } CPU0 { spin_lock(&lock); if (device_add(&m->dev)) m->n++; spin_unlock(&lock); }",
            "NoSleepInAtomic"
        },
        {
            "A child holds its parent until it is taken away",
            Child + "CPU0 { device_unregister(&taken()->dev); } CPU1 { put_device(&par->dev); }", "held"
        },
        {
            "So its parent is there for it",
            Child + "CPU0 { par->n++; device_unregister(&taken()->dev); } CPU1 { struct mdev *p = par; put_device(&p->dev); }",
            "held"
        },
        {
            "And not after that",
            Child + "CPU0 { device_unregister(&taken()->dev); par->n++; } CPU1 { put_device(&par->dev); }",
            "NoUseAfterFree"
        },
        { "One that is only given back stays", Child + "CPU0 { put_device(&taken()->dev); }", "NoLeak" },
        {
            "One without a parent is freed where it still stands in lists", "init { m = made(); if (device_add(&m->dev)) m = NULL; } "
                + "CPU0 { put_device(&taken()->dev); }", "KobjectsAreUsedRight"
        },
        {
            "Registered, and unregistered",
            "CPU0 { struct mdev *x = kzalloc(sizeof(*x), GFP_KERNEL); x->dev.release = rel; dev_set_name(&x->dev, \"%d\", 1); "
                + "assert(!device_register(&x->dev)); device_unregister(&x->dev); }",
            "held"
        },
        {
            "A release function gives another one back",
            "init { par = made(); m = made(); m->dev.release = chain; m->owner = par; } CPU0 { put_device(&taken()->dev); } "
                + "CPU1 { get_device(&par->dev); put_device(&par->dev); }",
            "CountsStayAbove NoUseAfterFree"
        },
        {
            "Which is there as long",
            "init { par = made(); m = made(); m->dev.release = chain; m->owner = par; get_device(&m->dev); } "
                + "CPU0 { put_device(&m->dev); } CPU1 { par->n++; put_device(&m->dev); }",
            "held"
        },
        {
            "It has a lock",
            "init { m = made(); } CPU0 { device_lock(&m->dev); m->n++; device_unlock(&m->dev); } "
                + "CPU1 { device_lock(&m->dev); m->n++; device_unlock(&m->dev); } finally(m->n == 2);",
            "held"
        },
        { "Which is taken once", "init { m = made(); } CPU0 { device_lock(&m->dev); device_lock(&m->dev); }", "LocksAreTakenOnce" },
        {
            "Or not at all",
            "init { m = made(); } CPU0 { device_lock(&m->dev); device_unlock(&m->dev); } "
                + "CPU1 { if (device_trylock(&m->dev)) device_unlock(&m->dev); else assert(0); }",
            "assert-33"
        },
        {
            "Its driver's data",
            "init { m = made(); dev_set_drvdata(&m->dev, m); } CPU0 { assert(dev_get_drvdata(&m->dev) == m); }", "held"
        },
        {
            "A kobject is given back by who has it",
            "init { o = object(&plain); kobject_get(&o->kobj); } CPU0 { kobject_put(&o->kobj); } CPU1 { kobject_put(&o->kobj); }",
            "held"
        },
        { "It is freed by its type", "init { o = object(&plain); } CPU0 { kobject_put(&gone()->kobj); }", "held" },
        { "Or by nobody", "init { o = object(&none); } CPU0 { kobject_put(&gone()->kobj); }", "NoLeak" },
        { "It has a type", "init { o = kzalloc(sizeof(*o), GFP_KERNEL); } CPU0 { kobject_init(&o->kobj, NULL); }", "KobjectsAreUsedRight" },
        { "It is initialized once", "init { o = object(&plain); } CPU0 { kobject_init(&o->kobj, &plain); }", "KobjectsAreUsedRight" },
        {
            "Whoever finds it needs more than a count",
            "init { o = object(&plain); } CPU0 { if (kobject_get_unless_zero(&o->kobj)) kobject_put(&o->kobj); } "
                + "CPU1 { kobject_put(&o->kobj); }",
            "NoUseAfterFree"
        },
        {
            "Such as RCU",
            "init { o = object(&by_rcu); } CPU0 { rcu_read_lock(); struct obj *x = rcu_dereference(o); "
                + "if (x && kobject_get_unless_zero(&x->kobj)) kobject_put(&x->kobj); rcu_read_unlock(); } "
                + "CPU1 { kobject_put(&gone()->kobj); }",
            "held"
        },
        {
            "And RCU needs the count",
            "init { o = object(&by_rcu); } CPU0 { rcu_read_lock(); struct obj *x = rcu_dereference(o); "
                + "if (x && kobject_get(&x->kobj)) kobject_put(&x->kobj); rcu_read_unlock(); } "
                + "CPU1 { kobject_put(&gone()->kobj); }",
            "CountsStayAbove"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Who_holds_them_is_as_in_the_kernel(string what, string code, string verdict) =>
        Assert.True(verdict == Checking.Verdict(Head + code), $"{what}: {Checking.Verdict(Head + code)}");

    [Fact]
    public void Of_a_release_function_that_comes_to_itself_nothing_is_known() =>
        Assert.StartsWith("? ", Checking.Verdict(Head + "init { par = made(); m = made(); par->dev.release = chain; "
            + "m->dev.release = chain; m->owner = par; } CPU0 { put_device(&m->dev); }"), StringComparison.Ordinal);

    [Fact]
    public void A_file_may_have_its_own() => Assert.Equal("NoUseAfterFree", Checking.Verdict("""
        struct device { refcount_t ref; int n; };
        struct device *d;
        static void put_device(struct device *dev) { if (refcount_dec_and_test(&dev->ref)) kfree(dev); }
        init { d = kzalloc(sizeof(*d), GFP_KERNEL); refcount_set(&d->ref, 1); }
        CPU0 { put_device(d); }
        CPU1 { d->n = 1; }
        """));

    [Theory]
    [InlineData("struct device { int n; }; struct device *d; CPU0 { put_device(d); }",
        "'put_device' is of the kernel, and struct device is this file's own",
        "write put_device too, or leave out struct device")]
    [InlineData("struct m { struct device dev; }; struct m *m; CPU0 { put_device(m->dev); }",
        "'put_device' takes a pointer to struct device, this is struct device", "put & before it")]
    [InlineData("struct m { struct kobject k; }; struct m *m; CPU0 { put_device(&m->k); }",
        "'put_device' takes a pointer to struct device, this is struct kobject *", "")]
    [InlineData("struct device *d; CPU0 { put_device(d, 1); }", "'put_device' takes 1 arguments, here are 2", "")]
    public void What_is_no_device_is_said(string text, string complaint, string hint)
    {
        var said = Checking.Problems(text);
        Assert.Contains(complaint, said, StringComparison.Ordinal);
        Assert.Contains(hint, said, StringComparison.Ordinal);
    }
}
