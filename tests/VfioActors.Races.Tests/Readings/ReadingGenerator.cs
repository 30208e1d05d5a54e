using System.Text;

namespace VfioActors.Races.Tests.Readings;

/// <summary>
/// Makes small programs, as C and as steps: locks, completions, a wait queue, RCU, and work or a timer or an interrupt.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class ReadingGenerator(int seed)
{
    private const int Spinlock = 0, Mutex = 1, Kept = 0, Looked = 1;
    private static readonly string[] Names = ["x", "y", "z"];

    private readonly Random _random = new(seed);
    private readonly Kind _kind = (Kind)(seed % 4);

    /// <summary>Whether the work is in a queue of its own, which is flushed; what becomes of it is the same.</summary>
    private readonly bool _hasQueue = seed % 8 >= 4;

    /// <summary>Whether the interrupt comes to the first thread's processor, and to no other.</summary>
    private readonly bool _isBound = seed % 16 < 12;

    private enum Kind
    {
        Plain,
        Work,
        Timer,
        Interrupt,
    }

    /// <summary>The C, without claims: whoever adds them has each on a line of its own.</summary>
    internal string Text { get; private set; } = "";

    /// <summary>The code of what is called.</summary>
    internal Step[] Called { get; private set; } = [];

    /// <summary>The count at the start.</summary>
    internal int Count { get; private set; }

    /// <summary>Makes the threads, and what else there is.</summary>
    internal IReadOnlyList<Step[]> Threads()
    {
        Count = _random.Next(3);
        StringBuilder text = new();
        text.AppendLine("int x, y, z; DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); DECLARE_COMPLETION(c); wait_queue_head_t q;");
        text.AppendLine($"atomic_t a = ATOMIC_INIT({Count});");
        Called = [new(Act.End)];
        if (_kind is Kind.Work or Kind.Timer) { text.AppendLine(CalledText()); }
        List<Step[]> threads = [];
        for (var left = _random.Next(2, 4); left > 0; left--)
        {
            var line = Any();
            for (var more = _random.Next(1, 3); more > 0; more--) { line = line.Then(Any()); }
            text.AppendLine($"CPU{threads.Count} {{ int t = 0; {line.Text} }}");
            threads.Add([.. line.Steps, new(Act.End)]);
        }

        if (_kind == Kind.Interrupt) { threads.Add(Interrupt(text)); }
        Text = text.ToString();
        return threads;
    }

    private Step[] Interrupt(StringBuilder text)
    {
        var line = _isBound && _random.Next(3) == 0
            ? Held("spin_lock(&l);", "spin_unlock(&l);", Spinlock)
            : Simple(sleeps: false).Then(Simple(sleeps: false));
        if (_random.Next(4) == 0)
        {
            var word = Word();
            line = line.Then(new(
                $"do {{ t = READ_ONCE({Names[word]}); }} while (!t);", new Step(Act.AwaitWord, word, 0, Kept)));
        }

        text.AppendLine($"irq{(_isBound ? "(CPU0)" : "")} {{ int t = 0; {line.Text} }}");
        return [new(Act.Come, 0, _isBound ? 1 : 0), .. line.Steps, new(Act.Leave), new(Act.End)];
    }

    private string CalledText()
    {
        var isTimer = _kind == Kind.Timer;
        var line = Simple(sleeps: false, calls: true);
        if (_random.Next(2) == 0) { line = line.Then(Simple(sleeps: false, calls: true)); }
        Called = isTimer
            ? [new(Act.Enter), .. line.Steps, new(Act.Leave), new(Act.End)]
            : [.. line.Steps, new(Act.End)];
        return isTimer
            ? $"struct timer_list w; void f(struct timer_list *w_) {{ int t = 0; {line.Text} }} "
                + "init { timer_setup(&w, f, 0); }"
            : $"void f(struct work_struct *w_) {{ int t = 0; {line.Text} }} DECLARE_WORK(w, f);"
                + (_hasQueue ? " struct workqueue_struct *k; init { k = alloc_ordered_workqueue(\"k\", 0); }" : "");
    }

    private Line Any()
    {
        var word = Word();
        return _random.Next(8) switch
        {
            0 => Simple().If($"{Names[word]} == 1", [new(Act.Read, word, 0, Looked)], Looked, 1),
            1 => Simple().If("t == 0", [], Kept, 0),
            2 when _kind == Kind.Interrupt && _random.Next(3) > 0 => Uninterrupted(),
            2 => Held("spin_lock_bh(&l);", "spin_unlock_bh(&l);", Spinlock),
            3 => Held("mutex_lock(&m);", "mutex_unlock(&m);", Mutex),
            4 => Simple().Then(new("mutex_unlock(&m);", new Step(Act.Unlock, Mutex)))
                .If("mutex_trylock(&m)", [new(Act.TryLock, Mutex, 0, Looked)], Looked, 1),
            5 => Simple(sleeps: false).Then(Simple(sleeps: false)).Within(
                new("rcu_read_lock();", new Step(Act.Enter)), new("rcu_read_unlock();", new Step(Act.Leave))),
            _ => Simple(),
        };
    }

    private Line Held(string take, string give, int which) =>
        Simple(sleeps: which == Mutex).Then(Simple(sleeps: which == Mutex))
            .Within(
                which == Mutex
                    ? new(take, new(Act.MaySleep), new(Act.Lock, which))
                    : new(take, new Step(Act.Lock, which)),
                new(give, new Step(Act.Unlock, which)));

    private Line Uninterrupted() => _random.Next(2) == 0
        ? Simple(sleeps: false).Then(Simple(sleeps: false)).Within(
            new("local_irq_disable();", new Step(Act.SwitchOff)), new("local_irq_enable();", new Step(Act.SwitchOn)))
        : Simple(sleeps: false).Then(Simple(sleeps: false)).Within(
            new("spin_lock_irq(&l);", new(Act.SwitchOff), new(Act.Lock, Spinlock)),
            new("spin_unlock_irq(&l);", new(Act.Unlock, Spinlock), new(Act.SwitchOn)));

    /// <summary>A line without a lock.</summary>
    /// <param name="sleeps">Whether it may sleep.</param>
    /// <param name="calls">Whether it is in what is called.</param>
    private Line Simple(bool sleeps = true, bool calls = false) => _random.Next(4) switch
    {
        0 when sleeps => Waiting(),
        1 when _kind == Kind.Work => Work(sleeps && !calls),
        1 when _kind == Kind.Timer => Timer(!calls),
        2 => Signal(),
        _ => Plain(),
    };

    private Line Plain()
    {
        var (word, number) = (Word(), _random.Next(3));
        var name = Names[word];
        return _random.Next(7) switch
        {
            0 => new($"{name} = {number};", new Step(Act.Write, word, number)),
            1 => new($"{name}++;", new(Act.Read, word, 0, Looked), new(Act.WriteSum, word, 1, Looked)),
            2 => new($"t = {name};", new Step(Act.Read, word, 0, Kept)),
            3 => new($"{name} = t + 1;", new Step(Act.WriteSum, word, 1, Kept)),
            4 => new($"t = xchg(&{name}, {number});", new Step(Act.Exchange, word, number)),
            5 => new($"t = cmpxchg(&{name}, 0, {number});", new Step(Act.CompareExchange, word, number)),
            _ => new Line($"{name} = 2;", new Step(Act.Write, word, 2))
                .If("atomic_dec_and_test(&a)", [new(Act.Add, Reading.Count, -1, Looked)], Looked, 0),
        };
    }

    private Line Signal()
    {
        var word = Word();
        return _random.Next(5) switch
        {
            0 => new("complete(&c);", new Step(Act.Complete)),
            1 => new("wake_up(&q);", new Step(Act.Wake)),
            2 => new($"{Names[word]} = 1; wake_up(&q);", new(Act.Write, word, 1), new(Act.Wake)),
            3 => new("t = atomic_inc_return(&a);", new Step(Act.Add, Reading.Count, 1, Kept)),
            _ => Plain().If("try_wait_for_completion(&c)", [new(Act.TryCompletion, 0, 0, Looked)], Looked, 1),
        };
    }

    private Line Waiting()
    {
        var word = Word();
        return _random.Next(4) switch
        {
            0 => new("wait_for_completion(&c);", new(Act.MaySleep), new(Act.AwaitCompletion)),
            1 => new($"do {{ t = READ_ONCE({Names[word]}); }} while (!t);", new Step(Act.AwaitWord, word, 0, Kept)),
            2 => new(
                "synchronize_rcu();",
                new(Act.MaySleep), new(Act.NoteReaders), new(Act.MaySleep), new(Act.AwaitReaders), new(Act.MaySleep)),
            _ => new(
                $"wait_event(q, {Names[word]} > 0);",
                new(Act.MaySleep), new(Act.Read, word, 0, Looked), new(Act.SkipIfPositive, Looked, 0, 7),
                new(Act.Enqueue), new(Act.Read, word, 0, Looked), new(Act.SkipIfPositive, Looked, 0, 3),
                new(Act.MaySleep), new(Act.Sleep), new(Act.Back, 5),
                new(Act.Dequeue)),
        };
    }

    private Line Work(bool waits) => _random.Next(waits ? 8 : 4) switch
    {
        0 or 1 => new(_hasQueue ? "t = queue_work(k, &w);" : "t = schedule_work(&w);", new Step(Act.Queue)),
        2 => new("t = cancel_work(&w);", new Step(Act.Cancel)),
        3 => new("t = disable_work(&w);", new Step(Act.Disable)),
        4 => new("t = disable_work_sync(&w);", new(Act.DisableAndHold), new(Act.AwaitRun)),
        5 when _hasQueue && _random.Next(2) == 0 =>
            new("flush_workqueue(k);", new(Act.Flush), new(Act.AwaitRun)),
        5 => new("flush_work(&w);", new(Act.Flush), new(Act.AwaitRun)),
        _ => new("t = cancel_work_sync(&w);", new(Act.CancelAndHold), new(Act.AwaitRun), new(Act.LetQueue)),
    };

    private Line Timer(bool waits) => _random.Next(waits ? 7 : 4) switch
    {
        0 or 1 => new("t = mod_timer(&w, 1);", new Step(Act.Arm)),
        2 => new("t = timer_delete(&w);", new Step(Act.Disarm)),
        3 => new("t = timer_pending(&w);", new Step(Act.IsArmed)),
        4 => new("t = timer_shutdown_sync(&w);", new Step(Act.ShutDown)),
        _ => new("t = timer_delete_sync(&w);", new Step(Act.DisarmAndWait)),
    };

    private int Word() => _random.Next(Names.Length);
}
