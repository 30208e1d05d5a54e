using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// What SRCU calls after a grace period: kernel/rcu/srcutree.c, Linux 6.12. A worker of the kernel waits for it, and
/// calls the function with softirqs off, so that it must not sleep. In no promised order: two that were asked for by
/// one thread may have been asked for on two processors.
/// </summary>
internal static class SrcuCalls
{
    private const string Begin = "__srcu_call_begin", End = "__srcu_call_end";

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All => [("call_srcu", Call)];

    /// <summary>call_srcu(ssp, head, function).</summary>
    private static Operand Call(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var (srcu, head) = (site.Value(0), site.Value(1));
        if (site.Function(2) is not { Parameters.Count: 1 } function)
        {
            site.Wrong(site.Call.Arguments[2].At, CallSite.NoFunction, CallSite.NoFunctionHint);
            return site.Nothing();
        }

        WaitPrimitives.Brought(site, "__srcu_follow", [srcu]);
        if (DeferredCalls.IsHead(head.Type)) { RcuPrimitives.Await(site, head.Register); }
        var (first, kept, many) = Threads(site, function, (srcu.Type, head.Type));
        var (threads, objects) = (site.Code.NewCounter(), site.Code.NewCounter());
        var under = site.Code.Compute(Op.Allocate, one => one with { Number = kept, Limit = many, A = objects });
        site.Step(Access.Write, under, srcu.Register);
        Operand number = new(NumberOf(site, (under, kept, many), first), RaceType.Int);
        WaitPrimitives.Brought(site, "__srcu_call", [srcu, number]);
        site.Body.At(site.Call.At);
        site.Code.Add(Op.Spawn, one => one with
        {
            Number = first,
            Limit = many,
            A = threads,
            B = head.Register,
        });
        return site.Nothing();
    }

    /// <summary>The number of the thread to which what is kept belongs.</summary>
    private static int NumberOf(CallSite site, (int Register, int First, int Many) kept, int thread)
    {
        var code = site.Code;
        var number = code.NewRegister();
        code.Set(number, thread);
        for (var one = 1; one < kept.Many; one++)
        {
            var next = code.NewLabel();
            var other = code.Constant(Pointers.To(kept.First + one));
            code.JumpIfZero(code.Binary(Operator.Equal, kept.Register, other), next);
            code.Set(number, thread + one);
            code.Put(next);
        }

        return number;
    }

    private static (int First, int Kept, int Many) Threads(
        CallSite site, Item.Function function, (RaceType Srcu, RaceType Head) types)
    {
        var unit = site.Body.Unit;
        var many = site.Body.Rounds > 0 ? Unit.AllocationsMax : 1;
        var (first, kept) = (unit.ThreadCount, unit.Symbols.Objects.Count);
        for (var place = 0; place < many && !unit.Symbols.Problems.IsFull; place++)
        {
            var number = 1 + unit.Threads.Count(known =>
                known.Plan.Name.StartsWith($"{function.Name}.", StringComparison.Ordinal));
            var body = unit.AddThread($"{function.Name}.{number}", ThreadKind.Deferred, site.Call.At);
            body.Rounds = site.Body.Rounds > 0 ? 1 : 0;
            var under = unit.AddObject(new(
                $"{ObjectPlan.SrcuCalls}{body.Thread}", types.Srcu, ObjectKind.Global, site.Code.Line));
            unit.Later.Enqueue(() => Write(body, function, (under, types.Srcu, types.Head), site));
        }

        return (first, kept, many);
    }

    private static void Write(
        Body body, Item.Function function, (int Kept, RaceType Srcu, RaceType Head) what, CallSite site)
    {
        var (code, place) = (body.Code, site.Call.At);
        body.At(place);
        var under = code.Constant(Pointers.To(what.Kept));
        Operand srcu = new(code.NewRegister(), what.Srcu);
        code.Move(srcu.Register, code.Ask(Access.Exchange, under, code.Constant(0)));
        Brought(body, Begin, [srcu], place);
        body.At(place);
        if (DeferredCalls.IsHead(what.Head)) { code.Ask(Access.Write, ThreadPlan.Argument, code.Constant(0)); }
        new CallCompiler(body).Call(function, [new(ThreadPlan.Argument, what.Head)], place);
        Brought(body, End, [srcu, new(code.Constant(body.Thread), RaceType.Int)], place);
        ThreadWriter.Finish(body, beginsItself: false);
    }

    private static void Brought(Body body, string name, IReadOnlyList<Operand> arguments, Texts.Place place)
    {
        var before = body.Fix(place);
        new CallCompiler(body).Call(body.Unit.Symbols.Functions[name], arguments, place);
        body.Unfix(before);
    }
}
