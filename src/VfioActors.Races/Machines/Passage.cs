using VfioActors.Behaviors;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>
/// The code of a processor stands still while an interrupt of it is under way, and an interrupt comes between any two
/// accesses. So a thread that can be interrupted has the object of its interrupts while an access is under way, and
/// lets those come that wait before it goes on with the next. Where it waits for something, a lock or an event, it goes
/// away: interrupts come meanwhile. With interrupts off it stays. Where it may sleep it may be woken on another
/// processor: so long as it finds an interrupt under way it goes on beside it.
/// </summary>
/// <param name="program">The file.</param>
/// <param name="plan">The thread.</param>
internal sealed class Passage(RaceProgram program, ThreadPlan plan)
{
    private ActorId Gate => new(program.Threads.Count + plan.Gate + 1);

    /// <summary>Whether an actor is the object of the interrupts of this thread.</summary>
    internal bool IsGate(ActorId actor) => plan.Gate >= 0 && actor == Gate;

    /// <summary>Whether the thread may ask now for what it wants; otherwise it goes on when it may.</summary>
    internal bool Lets(TaskState state, Outbox outbox)
    {
        if (plan.Gate < 0) { return true; }
        var presence = state.Presence;
        var switches = Switches(state);
        switch (presence.Value)
        {
            case Presence.Acting or Presence.Abroad:
                return true;
            case Presence.Here or Presence.Away when switches && IsSettled(state):
                presence.Value = state.Current.Access == Access.Lock ? Presence.Asking : Presence.Leaving;
                return true;
            case Presence.Here when state.Registers[ThreadPlan.IrqDepth] > 0:
                presence.Value = Presence.Acting;
                return true;
            case Presence.Here or Presence.Away:
                presence.Value = Presence.Asking;
                Send(state, Access.Proceed, outbox);
                return false;
            default:
                return false;
        }
    }

    /// <summary>The object of its interrupts has answered.</summary>
    /// <param name="isAbroad">Whether the thread goes on beside an interrupt that is under way.</param>
    /// <returns>Whether the thread runs on.</returns>
    internal bool Pass(TaskState state, bool isAbroad)
    {
        var presence = state.Presence;
        var switches = Switches(state);
        switch (presence.Value)
        {
            case Presence.LeavingToWait:
                presence.Value = Presence.Waiting;
                return false;
            case Presence.Asking when isAbroad:
                presence.Value = switches ? Presence.Away : Presence.Abroad;
                break;
            case Presence.Asking:
                presence.Value = switches ? Presence.Here : Presence.Acting;
                if (switches) { state.Moved.Value = 0; }
                break;
            default:
                presence.Value = Presence.Away;
                switches = switches && state.Current.Access == Access.Unlock;
                break;
        }

        if (switches) { state.At++; }
        return true;
    }

    /// <summary>What the thread asked for was answered.</summary>
    internal void Answered(TaskState state)
    {
        if (plan.Gate < 0) { return; }
        if (state.Presence.Value == Presence.Acting) { state.Moved.Value = 0; }
        state.Presence.Value = state.Presence.Value switch
        {
            Presence.Acting => Presence.Here,
            Presence.LeavingToWait => Presence.Leaving,
            _ => Presence.Away,
        };
    }

    /// <summary>What the thread asked for is not to be had yet.</summary>
    internal void Wait(TaskState state, Outbox outbox)
    {
        if (state.Presence.Value == Presence.Abroad) { state.Presence.Value = Presence.Waiting; }
        else if (state.Registers[ThreadPlan.IrqDepth] == 0) { Leave(state, Presence.LeavingToWait, outbox); }
    }

    /// <summary>The thread has come to its end.</summary>
    internal void End(TaskState state, Outbox outbox)
    {
        if (plan.Gate >= 0 && state.Presence.Value == Presence.Here) { Leave(state, Presence.Leaving, outbox); }
    }

    private void Leave(TaskState state, Presence now, Outbox outbox)
    {
        state.Presence.Value = now;
        Send(state, Access.Retire, outbox);
    }

    /// <summary>Whether it is on its processor, or wants interrupts on, which concerns nobody else.</summary>
    private static bool IsSettled(TaskState state) =>
        state.Moved.Value == 0 || state.Current.Access == Access.Unlock;

    /// <summary>Whether what it wants is to have interrupts off, or on again.</summary>
    private bool Switches(TaskState state) =>
        state.Current.Op == Op.Ask && state.Address == Pointers.To(plan.Gate);

    private void Send(TaskState state, Access access, Outbox outbox) =>
        new Request(state.Current.Line, access, 0, 0, state.Moved.Value, 0).Send(Gate, outbox);
}
