namespace VfioActors.Races.Tests.Fixes;

/// <summary>Functions called by pointer: tables of operations, callbacks, and who changes them meanwhile.</summary>
public sealed class PointerCallTests
{
    private const string Head = """
        struct dev;
        struct dev_ops { int (*open)(struct dev *d); void (*remove)(struct dev *d); };
        struct dev { const struct dev_ops *ops; int n; struct mutex lock; };
        static int my_open(struct dev *d) { guard(mutex)(&d->lock); if (d->n) return -EBUSY; d->n = 1; return 0; }
        static void my_remove(struct dev *d) { mutex_lock(&d->lock); d->n = 0; mutex_unlock(&d->lock); }
        static int other_open(struct dev *d) { return 7; }
        static const struct dev_ops my_ops = { .open = my_open, .remove = my_remove, };
        static const struct dev_ops other_ops = { .open = other_open };
        struct dev one = { .ops = &my_ops }; struct dev *d = &one;

        """;

    public static TheoryData<string, string, string> Cases => new()
    {
        { "the table goes between the test and the call", "NoWildPointer",
            "CPU0 { if (d->ops) d->ops->remove(d); } CPU1 { d->ops = NULL; }" },
        { "the table is read once", "held",
            "CPU0 { const struct dev_ops *o = READ_ONCE(d->ops); if (o) o->remove(d); } CPU1 { d->ops = NULL; }" },
        { "another table has none", "NoWildPointer",
            "CPU0 { if (d->ops->remove) d->ops->remove(d); } CPU1 { d->ops = &other_ops; }" },
        { "another table is looked at itself", "held",
            "CPU0 { const struct dev_ops *o = d->ops; if (o->remove) o->remove(d); } CPU1 { d->ops = &other_ops; }" },
        { "one of two opens", "held",
            "int a, b; CPU0 { a = d->ops->open(d); } CPU1 { b = d->ops->open(d); } "
                + "finally(d->n == 1 && a + b == -EBUSY && a * b == 0);" },
        { "either function is called", "held",
            "int a; CPU0 { a = d->ops->open(d); } CPU1 { d->ops = &other_ops; } finally(a == 7 || (!a && one.n)); "
                + "sometimes(a == 7); sometimes(one.n);" },
        { "the lock of a function that is called", "LocksAreTakenOnce",
            "CPU0 { mutex_lock(&d->lock); d->ops->open(d); mutex_unlock(&d->lock); }" },
        { "what a function leaves locked", "LocksAreGivenBack",
            "void take(struct dev *d) { mutex_lock(&d->lock); } void (*fn)(struct dev *) = take; CPU0 { fn(d); }" },
        { "a variable that is NULL", "NoWildPointer", "CPU0 { void (*fn)(struct dev *) = NULL; fn(d); }" },
        { "a function of another type by way of void", "NoWildPointer",
            "void *v; CPU0 { v = my_remove; int (*fn)(struct dev *) = v; fn(d); }" },
        { "a table in freed memory", "NoUseAfterFree",
            "struct dev *p; init { p = kzalloc(sizeof(*p), GFP_KERNEL); p->ops = &other_ops; } "
                + "CPU0 { p->ops->open(p); } CPU1 { kfree(p); }" },
        { "the ways to write it", "held",
            "typedef int (*open_fn)(struct dev *); typedef void fn_t(struct dev *); open_fn hook = &my_open; "
                + "int run(struct dev *d, open_fn f, fn_t *g) { int r = (*f)(d); if (g != NULL) (*g)(d); return r; } "
                + "int (*row[2])(struct dev *d) = { my_open, other_open }; "
                + "CPU0 { assert(run(d, hook, my_remove) == 0 && !d->n); hook = row[1]; assert(hook == other_open); "
                + "assert(hook(d) == 7 && (**hook)(d) == 7 && row[1](d) == 7); int (**at)(struct dev *) = &hook; "
                + "*at = my_open; assert((*at)(d) == 0); hook = NULL; assert(!hook); }" },
        { "a release function that is given", "held",
            "struct obj { struct kref kref; }; struct obj *slot; void rel(struct kref *k) { "
                + "struct obj *o = container_of(k, struct obj, kref); kfree(o); } "
                + "void put(struct obj *o, void (*release)(struct kref *)) { kref_put(&o->kref, release); } "
                + "init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); kref_init(&slot->kref); kref_get(&slot->kref); } "
                + "CPU0 { put(slot, rel); } CPU1 { put(slot, rel); }" },
        { "a release function that is read from what is given back", "NoUseAfterFree",
            "struct obj { struct kref kref; void (*rel)(struct kref *); }; struct obj *slot; "
                + "void rel(struct kref *k) { "
                + "struct obj *o = container_of(k, struct obj, kref); kfree(o); } "
                + "init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); kref_init(&slot->kref); slot->rel = rel; } "
                + "CPU0 { struct obj *o = slot; kref_put(&o->kref, o->rel); o->rel = NULL; }" },
        { "work has what it calls beside functions of other types", "held",
            "struct job { struct work_struct w; int (*f)(struct dev *); }; "
                + "struct job j = { .f = other_open }; int got; "
                + "void run(struct work_struct *w) { struct job *x = container_of(w, struct job, w); got = x->f(d); } "
                + "CPU0 { INIT_WORK(&j.w, run); schedule_work(&j.w); } finally(got == 7);" },
        { "a callback may not sleep under a spinlock", "NoSleepInAtomic",
            "DEFINE_SPINLOCK(l); void nap(struct dev *d) { msleep(1); } "
                + "void each(void (*fn)(struct dev *)) { spin_lock(&l); fn(d); spin_unlock(&l); } "
                + "CPU0 { each(nap); }" },
        { "a table of one device calls that of another", "held",
            "struct low { int (*open)(struct dev *); }; struct low low = { .open = other_open }; int got; "
                + "int through(struct dev *d) { return low.open(d); } const struct dev_ops up = { through }; "
                + "CPU0 { d->ops = &up; got = d->ops->open(d); } finally(got == 7);" },
        { "a function that is named where it is called by pointer", "held",
            "CPU0 { int r = (*other_open)(d); assert(r == 7 && (&other_open)(d) == 7 && (**other_open)(d) == 7); }" },
        { "names of one declaration", "held",
            "typedef int (*fn_t)(struct dev *); fn_t a = other_open, *b = &a, c[2]; "
                + "CPU0 { c[1] = *b; fn_t x = a, y = c[1]; assert((*b)(d) + c[1](d) + x(d) + y(d) == 28 && !c[0]); }" },
        { "a row with as many as stand in it", "held",
            "int (*t[])(struct dev *) = { my_open, other_open, }; "
                + "const struct dev_ops rows[] = { { .open = other_open } }; "
                + "CPU0 { assert(t[1](d) == 7 && rows[0].open(d) == 7); }" },
        { "a row that ends where its braces do", "NoBadIndex",
            "int (*t[])(struct dev *) = { my_open, other_open }; CPU0 { t[2](d); }" },
        { "a table of a function, kept when it ends", "held",
            "const struct dev_ops *get(int k) { static const struct dev_ops t[] = { { other_open }, { my_open } }; "
                + "return &t[k]; } CPU0 { assert(get(0)->open(d) == 7 && get(1)->open(d) == 0); }" },
        { "a member of a union that is called by another", "held",
            "union { int (*f)(struct dev *); int (*g)(struct dev *); struct { int (*h)(struct dev *); } in; } u; "
                + "CPU0 { u.f = other_open; assert(u.g(d) == 7); u.g = my_open; assert(u.in.h(d) == 0); }" },
        { "a table by another name", "held",
            "#define OPS my_ops\nCPU0 { const struct dev_ops *p = &OPS; assert(p->open(d) == 0); }" },
        { "functions by other names", "held",
            "#define OPEN other_open\n#define hook d->ops->open\n"
                + "const struct dev_ops ops = { .open = OPEN }; "
                + "CPU0 { d->ops = &ops; assert(hook(d) == 7 && OPEN(d) == 7); }" },
        { "a pointer is read before what it is given", "held",
            "int one_(int n) { return n; } int two(int n) { return 2 * n; } int (*f)(int) = one_; "
                + "int turn(void) { f = two; return 3; } CPU0 { int r = f(turn()); assert(r == 3); }" },
        { "what a function takes and gives has its width", "held",
            "int a(u8 n) { return n; } s8 b(int n) { return n; } int (*f)(u8) = a; s8 (*g)(int) = b; "
                + "CPU0 { int r = f(300), s = g(200); assert(r == 44 && s == -56); }" },
        { "a release function is read before the reference is given back", "held",
            "struct obj { struct kref kref; void (*rel)(struct kref *); }; struct obj *slot; "
                + "void rel(struct kref *k) { kfree(container_of(k, struct obj, kref)); } "
                + "init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); kref_init(&slot->kref); kref_get(&slot->kref); "
                + "slot->rel = rel; } CPU0 { struct obj *o = slot; kref_put(&o->kref, o->rel); } "
                + "CPU1 { struct obj *o = slot; kref_put(&o->kref, o->rel); }" },
        { "never both", "NeverBoth",
            "CPU0 { d->ops->remove(d); } CPU1 { d->ops->remove(d); } never_both(my_remove, my_remove);" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_call_by_pointer_is_the_call_of_what_it_points_to(string what, string expected, string text)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, Checking.Verdict(Head + text));
    }

    [Fact]
    public void It_takes_the_steps_of_the_direct_call()
    {
        const string Body = "CPU0 { {0}(d); } CPU1 { {1}(d); } finally(one.n == 1);";
        var direct = Checking.Run(Head + Body.Replace("{0}", "my_open").Replace("{1}", "my_open"), "stateful");
        var pointed = Checking.Run(
            Head + Body.Replace("{0}", "int (*f)(struct dev *) = my_open; f")
                .Replace("{1}", "int (*g)(struct dev *) = my_open; (*g)"),
            "stateful");
        Assert.Equal(Exploration.Verdict.Held, pointed.Verdict);
        Assert.Equal(direct.States, pointed.States);
    }

    [Theory]
    [InlineData("CPU0 { if (d->ops->remove) d->ops->remove(d); } CPU1 { d->ops = &other_ops; }", "d->ops->remove")]
    [InlineData("struct dev **p = &d; CPU0 { one.ops = &other_ops; (*p)->ops->remove(*p); }", "(*p)->ops->remove")]
    [InlineData("int (*t[2])(struct dev *), k[2]; CPU0 { t[k[1]](d); }", "t[k[1]]")]
    [InlineData("int (*t[2])(struct dev *); CPU0 { t[(1)](d); }", "t[(1)]")]
    [InlineData("int (*f)(struct dev *), (**g)(struct dev *) = &f; CPU0 { (*g)(d); }", "*g")]
    [InlineData("int (*f)(struct dev *); CPU0 { READ_ONCE(f)(d); }", "READ_ONCE(f)")]
    public void The_reason_names_the_pointer(string text, string named) =>
        Assert.Equal([$"line 10: CPU0 calls {named}, which is NULL"], Checking.Reasons(Head + text));

    [Theory]
    [InlineData("int a(int n); int (*h)(int); int a(int n) { return n > 3 ? n : h(n + 1); } init { h = a; } "
        + "int x; CPU0 { x = a(1); }", "called a by h from within itself")]
    [InlineData("struct o { int (*f)(int); }; struct p { int (*q)(int); }; int a(int n) { return n; } "
        + "int b(int n) { return -n; } struct o o = { .f = a }; int x; "
        + "CPU0 { struct p *p = (struct p *)&o; p->q = b; x = o.f(1); }", "called b by o.f, to which nothing is found")]
    public void What_is_not_followed_is_no_verdict(string text, string said)
    {
        var verdict = Checking.Verdict(text);
        Assert.StartsWith("?", verdict, StringComparison.Ordinal);
        Assert.Contains(said, verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CPU0 { h = g; }", "s64 (*)(struct dev *) is assigned to s32 (*)(struct dev *)")]
    [InlineData("int (*k)(struct dev *) = g; CPU0 { }", "s64 (*)(struct dev *) is assigned to s32 (*)(struct dev *)")]
    [InlineData("struct dev_ops2 { int (*f)(void); } o = { .f = h2 }; CPU0 { }",
        "s32 (*)(struct dev *) is assigned to s32 (*)(void)")]
    [InlineData("CPU0 { h = (int (*)(struct dev *))g; }", "called with another type")]
    [InlineData("int (*k)(struct dev *) = (int (*)(struct dev *))g; CPU0 { }", "called with another type")]
    [InlineData("void take(void (*f)(int)) { f(1); } CPU0 { take(h2); }", "is assigned to void (*)(s32)")]
    [InlineData("CPU0 { h(3); }", "s32 is assigned to struct dev *")]
    [InlineData("CPU0 { h(); }", "'h' takes 1 arguments, here are 0")]
    [InlineData("CPU0 { h = 5; }", "s32 is assigned to s32 (*)(struct dev *)")]
    [InlineData("CPU0 { h++; }", "means nothing")]
    [InlineData("CPU0 { if (h < h2) h2(d); }", "means nothing")]
    [InlineData("CPU0 { *h = h2; }", "cannot be assigned to")]
    [InlineData("CPU0 { int x = 3; x(); }", "'x' is called, and is no pointer to a function")]
    [InlineData("finally(h(d) == 3); CPU0 { }", "'h' is called by pointer, which a claim cannot do")]
    [InlineData("struct work_struct w; void (*f)(struct work_struct *); CPU0 { INIT_WORK(&w, f); }",
        "a pointer to a function is not followed")]
    [InlineData("struct work_struct w; void run(struct work_struct *w) { } "
        + "CPU0 { void (*run)(struct work_struct *) = NULL; INIT_WORK(&w, run); }",
        "a pointer to a function is not followed")]
    [InlineData("void (*f)(const void *) = kfree; CPU0 { }", "expected a number that is known beforehand")]
    [InlineData("struct timer_list t; int (*f)(struct timer_list *); CPU0 { f = timer_delete_sync; f(&t); }",
        "'timer_delete_sync' is no function of the file")]
    [InlineData("void (*f)(const void *); CPU0 { f = kfree; }", "'kfree' is no function of the file")]
    [InlineData("int (*r(int n))(struct dev *) { return h; } CPU0 { }", "has a typedef of it")]
    [InlineData("int (*r[])(struct dev *); CPU0 { }", "unexpected ';', expected what it starts with in braces")]
    [InlineData("int (*r)(struct dev *) (int); CPU0 { }", "unexpected '('")]
    public void Another_type_is_refused(string text, string said) => Assert.Contains(
        said,
        Checking.Problems(Head + "int (*h)(struct dev *); long g(struct dev *d) { return 1; } "
            + "int h2(struct dev *d) { return 2; } " + text),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("#define A B\n#define B A\nint x; CPU0 { x = A; A(1); }")]
    [InlineData("#define A A(1)\nint x; CPU0 { x = A; }")]
    public void A_name_that_is_defined_by_itself_is_told(string text) => Assert.Contains(
        "'A' is defined by itself", Checking.Problems(text), StringComparison.Ordinal);

    [Fact]
    public void An_id_that_another_name_stands_for_may_be_any_number() => Assert.Equal("held", Checking.Verdict("""
        #define ID v.id
        DEFINE_IDA(ida); int row[4]; struct s { int id; } v;
        CPU0 { v.id = ida_alloc(&ida, GFP_KERNEL); ida_free(&ida, v.id); ID = 3; row[v.id] = 1; }
        """));

    [Theory]
    [InlineData("void (*fn)(int) = use; CPU0 { TAKE use(id); fn(3); }")]
    [InlineData("CPU0 { void (*fn)(int); fn = use; TAKE use(id); fn(3); }")]
    [InlineData("int take(void) { TAKE return id; } int three(void) { return 3; } "
        + "CPU0 { row[take()] = 1; } CPU1 { int (*take)(void) = three; row[take()] = 1; }")]
    public void An_id_that_a_callback_has_to_do_with_may_be_any_number(string text) => Assert.Equal(
        "held",
        Checking.Verdict("DEFINE_IDA(ida); int row[4]; void use(int id) { row[id] = 1; } "
            + text.Replace("TAKE", "int id = ida_alloc(&ida, GFP_KERNEL);", StringComparison.Ordinal)));
}
