using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Ids;
using VfioActors.Races.Compilation.Primitives;
using VfioActors.Races.Compilation.Runners;
using VfioActors.Races.Compilation.Sections;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation;

/// <summary>Compiles a race file to threads and shared objects.</summary>
internal static class ProgramCompiler
{
    private const string IrqName = "irq";

    /// <summary>
    /// Compiles; null when something is wrong, which is said. Whether an interrupt changes an xarray is known once all
    /// is written: then that is done again, with the locks of xarrays. So it is with those of wait queues.
    /// </summary>
    internal static RaceProgram? Compile(
        SourceText source, FileSyntax syntax, CompileOptions options, DiagnosticBag problems)
    {
        var asked = options with { LocksXarrays = Reach.HasXarrayLocks(syntax) };
        DiagnosticBag told = new();
        Unit unit = new(source, syntax, asked, told) { Primitives = new PrimitiveTable() };
        var program = Compiled(unit, told);
        if ((unit.NeedsXarrayLocks && !asked.LocksXarrays) || unit.NeedsQueueLocks)
        {
            told = new();
            asked = asked with
            {
                LocksXarrays = asked.LocksXarrays || unit.NeedsXarrayLocks,
                LocksQueues = unit.NeedsQueueLocks,
            };
            program = Compiled(new(source, syntax, asked, told) { Primitives = unit.Primitives }, told);
        }

        foreach (var one in told.All) { problems.Add(one.Place, one.Message, one.Hint); }
        return program;
    }

    private static RaceProgram? Compiled(Unit unit, DiagnosticBag problems)
    {
        var syntax = unit.Syntax;
        var items = Brought(unit).Concat(syntax.Items).ToList();
        var (own, called) = (Reach.Own(syntax), Reach.All(syntax, Prelude.Items));
        Keep(unit, own);
        unit.StopsTasks = called.Contains(KthreadPrimitives.Stopper);
        Declare(unit, items);
        unit.Targets = new(syntax.Items, syntax.Defines.Values, unit.Symbols.Functions);
        Ask(unit, items, called);
        unit.IdUses = IdFlow.Uses(syntax.Items, Prelude.Items, syntax.Defines.Values, unit.Constants.Of);
        ClaimCompiler claims = new(unit);
        claims.Exclude(items);
        Threads(unit, items);
        var all = claims.All(items);
        var workers = Workers(unit);
        if (problems.IsEmpty) { claims.CheckExclusions(items); }
        if (problems.IsEmpty && !items.OfType<Item.Claim>().Any() && unit.Threads.All(IsIdle))
        {
            problems.Add(new(0, 1), "no thread does anything: none reads or writes a shared variable, or asserts");
        }

        if (problems.IsEmpty)
        {
            Unit again = new(unit.Source, syntax, unit.Options, problems)
            {
                Primitives = unit.Primitives,
                KeepsQueues = unit.KeepsQueues,
                KeepsTasks = unit.KeepsTasks,
                KeepsCaches = unit.KeepsCaches,
                SetsMarks = unit.SetsMarks,
            };
            Rehearse(again, items);
        }

        if (!problems.IsEmpty) { return null; }
        WaitingObjects.Mark(unit);
        return SectionMerger.Merge(new()
        {
            Objects = unit.Symbols.Objects,
            Threads = [.. unit.Threads.Select(thread => thread.Plan)],
            Claims = all,
            Workers = workers,
            Functions = unit.Symbols.PointedTo,
            AwaitsSignals = unit.AwaitsSignals,
        });
    }

    /// <summary>What is there, or kept, only in files that call some of it themselves.</summary>
    private static void Keep(Unit unit, SortedSet<string> own)
    {
        unit.KeepsQueues = own.Overlaps(QueuePrimitives.Keepers)
            || (own.Overlaps(QueuePrimitives.Flushers) && Reach.CallSeverally(unit.Syntax, QueuePrimitives.Queuers))
            || (own.Contains(QueuePrimitives.Flusher) && own.Overlaps(QueuePrimitives.Delayers))
            || unit.Syntax.Items.SelectMany(Reach.Written).OfType<Expression.Call>()
                .Any(call => QueuePrimitives.LimitOf(unit, call) > 0);
        unit.KeepsTasks = unit.Options.LocksQueues || own.Overlaps(WaitPrimitives.Sleepers)
            || WaitPrimitives.TellsStatesApart(own);
        if (own.Contains("init_completion")) { unit.Initialized.Add(SyncKind.Completion); }
        if (own.Contains("init_waitqueue_head")) { unit.Initialized.Add(SyncKind.WaitQueue); }
        unit.KeepsCaches = own.Contains(MemoryPrimitives.CacheDestroyer);
        unit.KeepsSrcu = own.Overlaps(["init_srcu_struct", "cleanup_srcu_struct"]);
        unit.AddsKobjects = own.Overlaps(DevicePrimitives.Adders);
        unit.SetsMarks = own.Overlaps(MarkedIndices.Setters);
        unit.SharesIrqs = unit.Source.Text.Contains(IrqWriter.Sharing, StringComparison.Ordinal);
        unit.ParksTasks = own.Contains(KthreadPrimitives.Parker);
    }

    /// <summary>What matters only in files that have something.</summary>
    /// <param name="called">The names of what the file calls.</param>
    private static void Ask(Unit unit, List<Item> items, SortedSet<string> called)
    {
        unit.HasBarrier = called.Contains(RcuPrimitives.BarrierName);
        unit.HasGracePeriods = called.Overlaps(RcuPrimitives.GracePeriods);
        unit.FreesMemory = called.Overlaps(
            [.. MemoryPrimitives.Liberators, .. RcuPrimitives.Liberators, MemoryPrimitives.Closer]);
        unit.HasInterrupts = called.Overlaps(["__timer_arm", "__hrtimer_arm", "call_rcu", .. IrqPrimitives.Requesters,
                .. TaskletPrimitives.Schedulers, .. IrqWorks.Queuers])
            || items.OfType<Item.Thread>().Any(thread => thread.Kind == ThreadKind.Irq);
    }

    /// <summary>What the language brings, read like any file; its places mean nothing in the file at hand.</summary>
    private static List<Item> Brought(Unit unit)
    {
        foreach (var function in Prelude.Items.OfType<Item.Function>()) { unit.Brought.Add(function.Name); }
        var own = unit.Syntax.Items.OfType<Item.Structure>().Select(item => item.Name)
            .Where(name => Devices.Structures.Contains(name) || Notifiers.Structures.Contains(name)).ToList();
        var requests = Reach.Own(unit.Syntax).Overlaps(RequestedIrqs.Users);
        return
        [
            .. Prelude.Items.Where(item => item is not Item.Structure { Name: var name } || !own.Contains(name))
                .Where(item => requests || item is not Item.Variables),
        ];
    }

    private static bool IsIdle((Body Body, ThreadPlan Plan) thread) => thread.Plan.Kind == ThreadKind.Init
        || thread.Plan.Code.Skip(FirstStep.Length)
            .All(one => one.Op is not (Op.Ask or Op.Check or Op.Choose or Op.MaySleep));

    private static void Rehearse(Unit unit, List<Item> items)
    {
        Brought(unit);
        Declare(unit, items);
        Rehearsal.Of(unit, items);
    }

    private static void Declare(Unit unit, List<Item> items)
    {
        foreach (var item in items.OfType<Item.Enumeration>()) { Enumerations.Add(item, unit.Symbols, unit.Constants); }
        foreach (var item in items.OfType<Item.Structure>()) { unit.Symbols.AddStructure(item, unit.Types.Of); }
        var own = Reach.Named(unit.Syntax);
        foreach (var function in items.OfType<Item.Function>())
        {
            var isOverridden = unit.Brought.Contains(function.Name) && (own.Contains(function.Name)
                || items.OfType<Item.Function>().Last(one => one.Name == function.Name) != function);
            if (isOverridden) { unit.Brought.Remove(function.Name); }
            else { unit.Symbols.Add(function); }
        }

        Prototypes.Check(unit.Symbols, items);

        List<(Declarator Declared, ObjectPlan Plan)> variables = [];
        foreach (var declared in items.OfType<Item.Variables>().SelectMany(item => item.All))
        {
            var name = declared.Name == RequestedIrqs.Lines ? RequestedIrqs.Named : declared.Name;
            ObjectPlan plan = new(
                name, unit.Types.Of(declared), ObjectKind.Global, unit.Source.LineOf(declared.At.Start));
            unit.Symbols.AddVariable(declared, plan);
            NameOnce(unit, declared);
            variables.Add((declared, plan));
        }

        InitialWords words = new(unit);
        foreach (var (declared, plan) in variables)
        {
            InitialWords.EmptyLists(plan, unit.Symbols.Objects.IndexOf(plan), plan.Type, 0);
            words.Fill(plan, declared);
        }
    }

    /// <summary>A name means one thing: C has one space for all of these.</summary>
    private static void NameOnce(Unit unit, Declarator declared)
    {
        var problems = unit.Symbols.Problems;
        if (unit.Symbols.Functions.ContainsKey(declared.Name))
        {
            problems.Add(declared.At, $"there is a function '{declared.Name}' already");
        }

        if (unit.Constants.IsNamed(declared.Name))
        {
            problems.Add(declared.At, $"there is a number '{declared.Name}' already");
        }
    }

    private static void Threads(Unit unit, List<Item> items)
    {
        var threads = items.OfType<Item.Thread>().ToList();
        if (threads.All(thread => thread.Kind == ThreadKind.Init))
        {
            unit.Symbols.Problems.Add(
                new(0, 1), "there is no thread in this file", "write CPU0 { ... } and CPU1 { ... }");
        }

        var inits = threads.Where(thread => thread.Kind == ThreadKind.Init).ToList();
        foreach (var more in inits.Skip(1)) { unit.Symbols.Problems.Add(more.At, "there is an init already"); }
        List<(Body Body, Item.Thread Thread)> bodies = [];
        foreach (var thread in threads)
        {
            var same = threads.Count(other => other.Name == thread.Name);
            var number = bodies.Count(known => known.Thread.Name == thread.Name);
            if (same > 1 && thread.Kind == ThreadKind.Cpu && number > 0)
            {
                unit.Symbols.Problems.Add(thread.At, $"there is a {thread.Name} already");
            }

            var name = same > 1 ? $"{thread.Name}{number}" : thread.Name;
            bodies.Add((unit.AddThread(name, thread.Kind, thread.At), thread));
        }

        foreach (var (body, thread) in bodies) { Interrupt(unit, bodies, body, thread); }
        foreach (var (body, thread) in bodies)
        {
            ThreadWriter.Write(body, thread, inits.Count == 0 || thread.Kind == ThreadKind.Init);
        }
    }

    /// <summary>
    /// An interrupt comes to the processor that it names. One that names none comes to any, but for that it takes turns
    /// with code of the first one that has its interrupts off.
    /// </summary>
    private static void Interrupt(
        Unit unit, List<(Body Body, Item.Thread Thread)> bodies, Body body, Item.Thread thread)
    {
        if (thread.Kind != ThreadKind.Irq) { return; }
        var target = bodies.Find(other => other.Thread.Kind == ThreadKind.Cpu
            && (thread.On is null || other.Thread.Name == thread.On));
        if (target.Body is null)
        {
            if (thread.On is not null) { unit.Symbols.Problems.Add(thread.At, $"there is no {thread.On}"); }
            return;
        }

        body.Interrupts = target.Body.Thread;
        body.IsBound = thread.On is not null;
        if (body.IsBound) { unit.Bound.Add(body.Interrupts); }
        if (unit.Interrupts.ContainsKey(body.Interrupts)) { return; }
        var name = ObjectPlan.InterruptsOf + target.Thread.Name;
        unit.Interrupts[body.Interrupts] = unit.AddObject(
            new(name, new RaceType.Sync(SyncKind.Mutex), ObjectKind.Interrupts, 0));
    }

    /// <summary>
    /// Each work has a worker, and each timer a softirq. What those and deferred calls do may queue, arm, put off and
    /// allocate more, so it is gone round until nothing is left to write.
    /// </summary>
    private static SortedDictionary<(int Object, int Offset), int> Workers(Unit unit)
    {
        SortedDictionary<(int Object, int Offset), int> workers = [];
        BeginningPlaces places = new(unit.Syntax.Items, unit.Constants);
        PointToAll(unit);
        var before = -1;
        while (before != unit.ThreadCount && !IsLost())
        {
            before = unit.ThreadCount;
            while (!IsLost() && unit.Later.TryDequeue(out var write)) { write(); }
            if (unit.QueuesWork) { Workers(unit, workers, SyncKind.Work, places); }
            if (unit.ArmsTimers) { Workers(unit, workers, SyncKind.Timer, places); }
            if (unit.ArmsHrtimers) { Workers(unit, workers, SyncKind.Hrtimer, places); }
            if (unit.RaisesTasklets) { Workers(unit, workers, SyncKind.Tasklet, places); }
            if (unit.RaisesIrqWork) { Workers(unit, workers, SyncKind.IrqWork, places); }
            if (!unit.RaisesIrqs) { continue; }
            Workers(unit, workers, SyncKind.IrqLine, places);
            if (RunsThreads(unit)) { Workers(unit, workers, SyncKind.IrqThread, places); }
        }

        return workers;

        // A call that puts itself off again needs one thread more for ever.
        bool IsLost() => unit.Symbols.Problems.IsFull || unit.HasTooManyThreads;
    }

    /// <summary>A worker must know of functions that are set up by what is written after it.</summary>
    private static void PointToAll(Unit unit)
    {
        foreach (var call in unit.Syntax.Items.SelectMany(Reach.Written).OfType<Expression.Call>())
        {
            var isSetUp = call.Function.Value is "INIT_WORK" or "INIT_DELAYED_WORK" or "timer_setup";
            if (!isSetUp || call.Arguments.Count < 2 || call.Arguments[1] is not Expression.Name name) { continue; }
            if (unit.Symbols.Functions.ContainsKey(name.Value)) { unit.Symbols.SetUpTo(name.Value); }
        }
    }

    private static bool RunsThreads(Unit unit) => Reach.Own(unit.Syntax).Contains("request_threaded_irq");

    private static void Workers(
        Unit unit, SortedDictionary<(int Object, int Offset), int> workers, SyncKind kind, BeginningPlaces places)
    {
        var (name, runner) = kind switch
        {
            SyncKind.Work => ("kworker", ThreadKind.Worker),
            SyncKind.Timer => ("timer", ThreadKind.Softirq),
            SyncKind.Tasklet => ("tasklet", ThreadKind.Softirq),
            SyncKind.IrqWork => ("irq_work", ThreadKind.Hrtimer),
            SyncKind.IrqLine => (IrqName, ThreadKind.Hrtimer),
            SyncKind.IrqThread => (IrqName, ThreadKind.Worker),
            _ => ("hrtimer", ThreadKind.Hrtimer),
        };
        for (var place = 0; place < unit.Symbols.Objects.Count && !unit.Symbols.Problems.IsFull; place++)
        {
            foreach (var offset in WaitingObjects.OffsetsOf(unit.Symbols.Objects[place].Type, kind))
            {
                if (workers.ContainsKey((place, offset))) { continue; }
                var number = unit.Threads.Count(thread => thread.Plan.Kind == runner
                    && thread.Plan.Name.StartsWith(name, StringComparison.Ordinal));
                var isLine = name == IrqName;
                var named = isLine ? $"{name}-{number}{(runner == ThreadKind.Worker ? "-thread" : "")}"
                    : $"{name}{(number == 0 ? "" : number)}";
                var body = unit.AddThread(named, runner, default);
                workers[(place, offset)] = body.Thread;
                var whole = unit.Symbols.Objects[place];
                var begins = whole.Type is RaceType.Array row && isLine
                    ? places.OfIrq(offset / row.Of.Words, kind == SyncKind.IrqThread)
                    : places.Of(whole, offset);
                Write(body, kind, begins);
                if (kind == SyncKind.Work && unit.KeepsQueues) { Timer(unit, workers, (place, offset), begins); }
            }
        }
    }

    private static void Write(Body body, SyncKind kind, Place? begins)
    {
        switch (kind)
        {
            case SyncKind.Hrtimer: HrtimerWriter.Write(body, begins); break;
            case SyncKind.Tasklet: TaskletWriter.Write(body, begins); break;
            case SyncKind.IrqWork: IrqWorkWriter.Write(body, begins); break;
            case SyncKind.IrqLine: IrqWriter.WriteLine(body, begins); break;
            case SyncKind.IrqThread: IrqWriter.WriteThread(body, begins); break;
            default: ThreadWriter.WriteWorker(body, [.. PointedTo(body.Unit)], begins); break;
        }
    }

    /// <summary>Delayed work has a timer too, where it matters when it comes into its queue.</summary>
    private static void Timer(
        Unit unit,
        SortedDictionary<(int Object, int Offset), int> workers,
        (int Object, int Offset) work,
        Place? begins)
    {
        if (!WaitingObjects.IsDelayed(unit.Symbols.Objects[work.Object].Type, work.Offset)) { return; }
        var number = workers.Keys.Count(key => key.Offset >= RaceProgram.TimerOf);
        var body = unit.AddThread($"delay{(number == 0 ? "" : number)}", ThreadKind.Softirq, default);
        workers[(work.Object, work.Offset + RaceProgram.TimerOf)] = body.Thread;
        QueuePrimitives.WriteTimer(body, begins ?? PointedTo(unit).FirstOrDefault()?.At ?? default);
    }

    private static IEnumerable<Item.Function> PointedTo(Unit unit) =>
        unit.Symbols.PointedTo.Select(one => unit.Symbols.Functions[one]);
}
