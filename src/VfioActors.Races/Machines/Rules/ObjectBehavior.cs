using VfioActors.Behaviors;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>A shared object: it hears the accesses of threads one after the other.</summary>
/// <param name="program">The file.</param>
/// <param name="index">The number of the object.</param>
/// <param name="threads">The code of the threads.</param>
/// <param name="watch">Told what is asked of its words; null for nobody.</param>
internal sealed class ObjectBehavior(
    RaceProgram program, int index, IReadOnlyList<FlatThread> threads, IdentityWatch? watch)
    : IBehavior<ObjectState>
{
    /// <inheritdoc/>
    public ObjectState Create(Journal journal) =>
        new(journal, index, program.Objects[index], program.Threads.Count, watch);

    /// <inheritdoc/>
    public void Receive(ObjectState state, in Envelope envelope, Outbox outbox)
    {
        Turn turn = new(program, state, Request.Of(in envelope), envelope.From.Value - 1, outbox);
        if (state.Freed.Value.IsSome && !MayTouchFreed(turn))
        {
            turn.Fail(Fault.UseAfterFree, state.Freed.Value);
            return;
        }

        if (turn.Request.Access == Access.Section)
        {
            SectionRules.On(in turn, threads[turn.Thread]);
            return;
        }

        turn.Watch();
        if (turn.Request.Access >= Access.Insert) { OnWorkOrTask(turn); }
        else { On(turn); }
    }

    /// <summary>What is there where it matters in which queue work is, or tasks sleep by their state.</summary>
    private static void OnWorkOrTask(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case <= Access.Expires:
                WorkRules.On(turn);
                break;
            case <= Access.IsEmptyQueue:
                QueueRules.On(turn);
                break;
            default:
                WaitRules.OnTask(turn);
                break;
        }
    }

    private static void On(Turn turn)
    {
        switch (turn.Request.Access)
        {
            case <= Access.RefDecTest:
                WordRules.On(turn);
                break;
            case <= Access.AssertHeld or Access.Proceed or Access.Retire:
                LockRules.On(turn);
                break;
            case <= Access.AwaitChange:
                WaitRules.On(turn);
                break;
            case <= Access.IdaHas or Access.Empty:
                IndexRules.On(turn);
                break;
            case Access.Free:
                OnFree(turn);
                break;
            case <= Access.LetQueue:
                WorkRules.On(turn);
                break;
            case <= Access.Expired:
                TimerRules.On(turn);
                break;
            case <= Access.RcuCall or Access.RcuBarrier or Access.RcuDone:
                RcuRules.On(turn);
                break;
            case Access.IsSet:
                turn.Outbox.Note($"{turn.Name} is {(turn.Word == 0 ? "" : "not ")}zero");
                turn.Answer(turn.IsSet);
                break;
            default:
                ExclusionRules.On(turn);
                break;
        }
    }

    /// <inheritdoc/>
    public bool Commutes(in Envelope first, in Envelope second)
    {
        if (!IsPlain(in first) || !IsPlain(in second)) { return false; }
        var (one, other) = (Request.Of(in first), Request.Of(in second));
        return one.Offset != other.Offset || (first.Is<RaceMessage.Read>() && second.Is<RaceMessage.Read>());
    }

    /// <summary>
    /// A worker that finds its work taken back, or is done with it, does not touch it any more, nor the queue where it
    /// was.
    /// </summary>
    private static bool MayTouchFreed(Turn turn) =>
        turn.Request.Access is Access.Free or Access.Expired or Access.AwaitTurn
        || (turn.Request.Access is Access.WakeTask && turn.Request.Value == WaitRules.IsKeptByRcu)
        || (turn.Request.Access is Access.Expire && !TimerRules.IsArmed(turn.Word))
        || (turn.Request.Access is Access.Expires && !WorkRules.IsOnTimer(turn.Word))
        || (turn.Request.Access is Access.TakeUp or Access.Done && !WorkRules.IsQueued(turn.Word));

    /// <summary>Whether a message touches one word and nothing else.</summary>
    private static bool IsPlain(in Envelope envelope) =>
        envelope.Is<RaceMessage.Write>()
        || (envelope.Is<RaceMessage.Read>() && Request.Of(in envelope).Access is not Access.XaLoad)
        || (envelope.Is<RaceMessage.Update>() && Request.Of(in envelope).Access <= Access.RefDecTest);

    /// <summary>
    /// A structure of the file may be freed as if it had been allocated; a number, a pointer and the head of a list,
    /// as which the "first" entry of an empty list is found, were never.
    /// </summary>
    private static bool MayBeFreed(ObjectPlan plan) => plan.Kind switch
    {
        ObjectKind.Heap => true,
        ObjectKind.Global => plan.Type is not (RaceType.Number or RaceType.Pointer)
            && plan.Type is not RaceType.Structure { Layout.Name: "list_head" or "hlist_head" or "llist_head" },
        _ => false,
    };

    private static void OnFree(Turn turn)
    {
        var state = turn.State;
        if (turn.Request.Value == (long)Ending.Closed && state.Freed.Value.IsSome)
        {
            turn.Answer(0);
            return;
        }

        if (turn.Request.Value is (long)Ending.Left or (long)Ending.Declared)
        {
            var isOver = turn.Request.Value == (long)Ending.Left;
            state.Freed.Value = isOver ? Occasion.Of(turn.Request.Line, turn.Thread) : default;
            if (isOver) { turn.Outbox.Note($"leaves {state.Plan.Name}"); }
            for (var at = 0; at < state.Words.Count; at++) { state.Words[at] = isOver ? 0 : state.Plan.Initial[at]; }
            turn.ReleaseLookers();
            turn.Answer(0);
            return;
        }

        if (state.Plan.IsCounted && turn.Request.Value != (long)Ending.ToCache && !state.Freed.Value.IsSome)
        {
            turn.Cut();
            return;
        }

        if (turn.Request.Offset != 0 || !MayBeFreed(state.Plan))
        {
            turn.Fail(Fault.WildFree);
        }
        else if (state.Freed.Value.IsSome)
        {
            turn.Fail(Fault.DoubleFree, state.Freed.Value);
        }
        else
        {
            turn.Outbox.Note($"frees {state.Plan.Name}");
            state.Freed.Value = Occasion.Of(turn.Request.Line, turn.Thread);
            for (var at = 0; at < state.Words.Count; at++)
            {
                if (!turn.Program.Workers.ContainsKey((state.Index, at))) { state.Words[at] = 0; }
            }

            turn.ReleaseLookers();
            turn.Answer(0);
        }
    }
}
