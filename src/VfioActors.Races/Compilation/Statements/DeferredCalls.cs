using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Functions that are called later, each in a thread of its own.</summary>
internal static class DeferredCalls
{
    /// <summary>Calls a function later, as soon as it likes; without a function the argument is freed.</summary>
    internal static void Spawn(CallSite site, Item.Function? function, Operand argument)
    {
        var (first, many) = Threads(site, function, argument.Type, isCallback: false);
        var counter = site.Code.NewCounter();
        site.Code.Add(Op.Spawn, made => made with
        {
            Number = first,
            Limit = many,
            A = counter,
            B = argument.Register,
        });
    }

    /// <summary>
    /// The number of a thread that will call a function when RCU begins it; without a function the argument is freed.
    /// </summary>
    internal static int Reserve(CallSite site, Item.Function? function, Operand argument)
    {
        var (first, many) = Threads(site, function, argument.Type, isCallback: function is not null);
        var counter = site.Code.NewCounter();
        return site.Code.Compute(Op.Spawn, made => made with { Number = first, Limit = many, A = counter });
    }

    private static (int First, int Count) Threads(
        CallSite site, Item.Function? function, RaceType type, bool isCallback)
    {
        var unit = site.Body.Unit;
        var many = site.Body.Rounds > 0 ? Unit.AllocationsMax : 1;
        var first = unit.ThreadCount;
        for (var place = 0; place < many && !unit.Symbols.Problems.IsFull; place++)
        {
            var name = function?.Name ?? "free";
            var number = 1 + unit.Threads.Count(known =>
                known.Plan.Name.StartsWith($"{name}.", StringComparison.Ordinal));
            var body = unit.AddThread($"{name}.{number}", ThreadKind.Deferred, site.Call.At);
            if (isCallback) { MakeCallback(body); }
            body.Rounds = site.Body.Rounds > 0 ? 1 : 0;
            unit.Later.Enqueue(() => Write(body, function, type, site));
        }

        return (first, many);
    }

    /// <summary>
    /// What RCU calls runs without softirqs, so that a grace period waits for it, too. That is no step where it follows
    /// no pointer but the one that it is given: then there is nothing that a grace period would keep for it.
    /// </summary>
    private static void Write(Body body, Item.Function function, Operand argument, Texts.Place place)
    {
        var isCallback = body.Unit.Threads[body.Thread].Plan.IsCallback;
        var begin = body.Code.Length;
        if (isCallback) { RcuPrimitives.Begin(body); }
        var from = body.Code.Length;
        new CallCompiler(body).Call(function, [argument], place);
        if (!isCallback) { return; }
        if (FollowsPointers(body.Code, from)) { RcuPrimitives.End(body); }
        else { body.Code.Pass(begin, from); }
    }

    private static bool FollowsPointers(CodeBuffer code, int from)
    {
        SortedSet<int> known = [ThreadPlan.Argument];
        for (var at = from; at < code.Length; at++)
        {
            var one = code[at];
            var goesBack = one.Op is Op.Jump or Op.JumpIfZero
                && code.IsPut(one.Target) && code.PlaceOf(one.Target) <= at;
            if (goesBack || (one.Op == Op.Ask && !known.Contains(one.A))) { return true; }
            var isKnown = one.Op == Op.Const || (one.Op is Op.Move or Op.Offset or Op.Element && known.Contains(one.A));
            if (isKnown) { known.Add(one.Result); }
            else { known.Remove(one.Result); }
        }

        return false;
    }

    private static void MakeCallback(Body body)
    {
        var (unit, plan) = (body.Unit, body.Unit.Threads[body.Thread].Plan);
        unit.Finish(body, plan with { IsCallback = true, IsAwaited = unit.HasBarrier });
    }

    private static void Write(Body body, Item.Function? function, RaceType type, CallSite site)
    {
        body.At(site.Call.At);
        if (function is null) { body.Code.Ask(Access.Free, ThreadPlan.Argument); }
        else { Write(body, function, new(ThreadPlan.Argument, type), site.Call.At); }
        if (body.Unit.Threads[body.Thread].Plan.IsAwaited) { RcuPrimitives.Done(body); }
        ThreadWriter.Finish(body, beginsItself: false);
    }
}
