using System.Text;

namespace VfioActors.Races.Tests;

/// <summary>Writes small race files: two or three threads that read, write, lock, count, free and wait.</summary>
/// <param name="seed">Equal seeds give equal files.</param>
internal sealed class FileGenerator(int seed)
{
    private const int LinesMax = 3;
    private readonly Random _random = new(seed);

    /// <summary>The text.</summary>
    internal string Text()
    {
        StringBuilder text = new("""
            struct dev { int n; refcount_t ref; spinlock_t lock; struct list_head node; };
            int x, y, z; int row[2]; atomic_t a; DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); DECLARE_COMPLETION(c);
            struct dev dev = { .ref = 1 }; struct dev *p = &dev; LIST_HEAD(h); wait_queue_head_t q; DEFINE_IDA(ida);
            DEFINE_XARRAY(xa); struct rw_semaphore s;
            int id;

            """);
        var threads = _random.Next(2, 4);
        for (var thread = 0; thread < threads; thread++)
        {
            text.AppendLine($"CPU{thread} {{ int t = 0; struct dev *d = NULL;");
            var lines = _random.Next(1, threads == 3 ? LinesMax : LinesMax + 1);
            for (var line = 0; line < lines; line++) { text.AppendLine(Line()); }
            text.AppendLine("}");
        }

        text.AppendLine($"finally({Pick("x != 2", "y <= 1", "x == y", "atomic_read(&a) != 1")});");
        if (_random.Next(3) == 0) { text.AppendLine($"always({Pick("x <= y + 1", "z == 0 || x > 0")});"); }
        if (_random.Next(3) == 0) { text.AppendLine($"sometimes({Pick("x == 2", "y == 1 && z == 0")});"); }
        return text.ToString();
    }

    /// <summary>A text with a fault in it: its threads do other things too, and so does a thread beside them.</summary>
    internal string Text(Plant plant)
    {
        StringBuilder text = new("""
            struct dev { int n; refcount_t ref; spinlock_t lock; struct list_head node; struct rcu_head rcu; };
            int x, y, z; int row[2]; atomic_t a; DEFINE_SPINLOCK(l); DEFINE_MUTEX(m);

            """);
        text.AppendLine(plant.Declarations);
        foreach (var (name, code) in plant.Threads)
        {
            text.AppendLine($"{name} {{ int t = 0; {Beside()} {code} {Beside()} }}");
        }

        text.AppendLine($"CPU9 {{ int t = 0; {Pick(Calm(), $"spin_lock(&l); {Calm()} {Calm()} spin_unlock(&l);",
            $"mutex_lock(&m); {Calm()} mutex_unlock(&m);", $"if (maybe()) {Calm()}")} }}");
        return text.ToString();
    }

    /// <summary>A text with two or three threads that do the same, and perhaps another one.</summary>
    internal string TextOfEquals()
    {
        StringBuilder text = new("""
            struct dev { int n; refcount_t ref; spinlock_t lock; struct list_head node; struct rcu_head rcu;
                struct work_struct work; };
            int x, y, z; int row[2]; atomic_t a; DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); DECLARE_COMPLETION(c);
            struct dev dev = { .ref = 1 }; struct dev *p = &dev; LIST_HEAD(h); wait_queue_head_t q; DEFINE_IDA(ida);
            DEFINE_XARRAY(xa); struct rw_semaphore s;
            int id;
            void later(struct work_struct *w) { struct dev *d = container_of(w, struct dev, work); d->n = 2; }
            void called(struct rcu_head *r) { struct dev *d = container_of(r, struct dev, rcu); d->n = 3; }

            """);
        var threads = _random.Next(2, 4);
        var most = threads == 3 ? 2 : LinesMax;
        List<string> lines = [];
        var count = _random.Next(1, most + 1);
        for (var line = 0; line < count; line++) { lines.Add(_random.Next(2) == 0 ? Owning() : Line()); }
        var isInline = _random.Next(3) == 0;
        if (!isInline)
        {
            text.AppendLine("void f(void) { int t = 0; struct dev *d = NULL; struct dev *n = NULL;");
            foreach (var line in lines) { text.AppendLine(line); }
            text.AppendLine("}");
        }

        var body = isInline ? $"int t = 0; struct dev *d = NULL; struct dev *n = NULL; {string.Join(' ', lines)}" : "f();";
        for (var thread = 0; thread < threads; thread++) { text.AppendLine($"CPU{thread} {{ {body} }}"); }
        if (threads == 2 && _random.Next(2) == 0)
        {
            text.AppendLine($"CPU9 {{ int t = 0; struct dev *d = NULL; {Line()} }}");
        }

        text.AppendLine($"finally({Pick("x != 2", "y <= 1", "x == y", "atomic_read(&a) != 1")});");
        if (_random.Next(3) == 0) { text.AppendLine($"always({Pick("x <= y + 1", "z == 0 || x > 0")});"); }
        return text.ToString();
    }

    /// <summary>A line about memory that a thread allocates itself, or the locks and queues in it.</summary>
    private string Owning() => Pick(
        "n = kzalloc(sizeof(*n), GFP_KERNEL); n->n = x; p = n;",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); d = xchg(&p, n); if (d != &dev) kfree(d);",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); d = xchg(&p, n); if (d && d != &dev) kfree_rcu(d, rcu);",
        "rcu_read_lock(); d = rcu_dereference(p); if (d) d->n = 1; rcu_read_unlock();",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); call_rcu(&n->rcu, called); rcu_barrier(); kfree(n);",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); spin_lock(&n->lock); x++; spin_unlock(&n->lock); kfree(n);",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); mutex_lock(&m); list_add(&n->node, &h); mutex_unlock(&m);",
        "if (p) { spin_lock(&p->lock); p->n++; spin_unlock(&p->lock); }",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); xa_store(&xa, 1, n, 0); if (n == xa_load(&xa, 1)) y = 1;",
        "wait_event(q, x > 0);",
        "{ int k = 1; int *at = &k; *at = x; if (k == 1) z = 1; }",
        "{ struct dev *old = p; struct dev **at = &old; if (*at == p) y = 1; }",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); INIT_WORK(&n->work, later); schedule_work(&n->work); p = n;",
        "n = kzalloc(sizeof(*n), GFP_KERNEL); INIT_WORK(&n->work, later); schedule_work(&n->work); "
            + "flush_work(&n->work); kfree(n);",
        "if (mutex_is_locked(&m)) z = 2;",
        "if (n == p) y = 1;",
        "spin_lock(&l); if (p) { spin_lock(&p->lock); spin_unlock(&p->lock); } spin_unlock(&l);");

    private string Beside() => _random.Next(3) == 0 ? Calm() : "";

    /// <summary>A line that neither waits nor does anything wrong.</summary>
    private string Calm() => Pick(
        $"{Word()} = {_random.Next(3)};",
        $"{Word()}++;",
        $"t = {Word()};",
        "atomic_inc(&a);",
        $"t = xchg(&{Pick("x", "y", "z")}, {_random.Next(3)});");

    private string Line() => _random.Next(6) switch
    {
        0 => Locked(),
        1 => $"if ({Word()} == {_random.Next(2)}) {{ {Simple()} }}",
        2 => $"if (maybe()) {Simple()}",
        _ => Simple(),
    };

    private string Locked() => Pick(
        $"spin_lock(&l); {Simple()} {Simple()} spin_unlock(&l);",
        $"spin_lock(&l); {Word()}++; spin_unlock(&l);",
        $"mutex_lock(&m); {Simple()} mutex_unlock(&m);",
        $"{{ guard(spinlock)(&l); {Simple()} {Word()}++; }}",
        "preempt_disable(); d = rcu_dereference(p); if (d) y = d->n; preempt_enable();",
        $"down_read(&s); {Simple()} up_read(&s);",
        $"down_write(&s); {Simple()} up_write(&s);",
        $"if (spin_trylock(&l)) {{ {Simple()} spin_unlock(&l); }}",
        "mutex_lock(&m); list_add(&dev.node, &h); mutex_unlock(&m);",
        $"rcu_read_lock(); d = rcu_dereference(p); {Simple()} rcu_read_unlock();");

    private string Simple() => Pick(
        $"{Word()} = {_random.Next(3)};",
        $"{Word()}++;",
        $"t = {Word()};",
        $"{Word()} = t + 1;",
        "atomic_inc(&a);",
        "if (atomic_dec_and_test(&a)) x = 2;",
        Pick("t = atomic_fetch_inc(&a);", "atomic_andnot(1, &a);", "t = atomic_fetch_xor(3, &a);"),
        Pick("t = atomic_dec_if_positive(&a);", "if (atomic_dec_unless_positive(&a)) x = 1;",
            "if (atomic_add_negative(-1, &a)) y = 2;"),
        Pick("atomic_try_cmpxchg(&a, &t, t + 1);", "if (try_cmpxchg(&x, &t, 2)) y = t;", "try_cmpxchg(&y, &x, z);"),
        $"t = xchg(&{Pick("x", "y", "z")}, {_random.Next(3)});",
        $"t = cmpxchg(&{Pick("x", "y", "z")}, 0, 1);",
        "d = READ_ONCE(p);",
        "if (p) p->n = 1;",
        "WRITE_ONCE(p, NULL);",
        "if (refcount_dec_and_test(&dev.ref)) kfree(&dev);",
        "if (refcount_inc_not_zero(&dev.ref)) y = 1;",
        "complete(&c);",
        "try_wait_for_completion(&c);",
        "wake_up(&q);",
        "t = ida_alloc(&ida, 0);",
        "id = ida_alloc_range(&ida, 1, 2, 0);",
        "ida_free(&ida, id);",
        "if (id > 0) row[id - 1] = 1;",
        "if (READ_ONCE(id) > 0) xa_store(&xa, id, p, 0);",
        "t = READ_ONCE(id); if (t == 1) row[t] = 0;",
        "xa_store(&xa, 1, p, 0);",
        "xa_erase(&xa, 1);",
        "assert(x < 3);",
        "synchronize_rcu();",
        "rcu_barrier();",
        "z = 1; wake_up(&q);",
        "while (!READ_ONCE(z)) cpu_relax();",
        "do { t = READ_ONCE(z); } while (!t);",
        "wait_for_completion(&c);");

    private string Word() => Pick("x", "y", "z", "row[0]", "row[1]");

    private string Pick(params string[] options) => options[_random.Next(options.Length)];
}
