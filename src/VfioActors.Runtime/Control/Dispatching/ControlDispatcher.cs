using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using VfioActors.Runtime.Control.Mishaps;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// Runs nothing by itself: what controlled actors are sent, and when they run, is for the room to say.
/// </summary>
internal sealed class ControlDispatcher(ControlRoom room, MessageDispatcherConfigurator configurator)
    : MessageDispatcher(configurator)
{
    private const string Forgetting = "the end of a child";

    private readonly RestartWindows _windows = new();

    public override void Dispatch(ActorCell cell, Akka.Actor.Envelope envelope)
    {
        if (cell.Mailbox is { MessageQueue: ControlQueue queue } mailbox)
        {
            queue.BelongTo(cell, mailbox);
            room.Post(queue, in envelope);
        }
        else
        {
            // It has stopped, and what it is sent comes to nobody at once: the sender has found that out.
            room.Hearer?.Missed(cell.Self);
            base.Dispatch(cell, envelope);
        }
    }

    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        if (message is Failed { Cause: not ActorKilledException } failed)
        {
            room.Hearer?.Went(new(MishapKind.Failure, failed.Child, failed.Cause));
        }

        if (message is Failed { Child: var top } && ControlPaths.IsGuardian(top) && room.IsInside)
        {
            ActorRules.RefuseEnd(room, "by a failure of /user");
            return;
        }

        if (message is Recreate anew) { room.Hearer?.Went(new(MishapKind.Restart, cell.Self, anew.Cause)); }
        if (cell.Mailbox?.MessageQueue is ControlQueue queue)
        {
            if (message is Terminate && queue.IsGuardian && room.IsInside)
            {
                ActorRules.RefuseEnd(room, "by System.Terminate() or a stop of /user");
                return;
            }

            if (IsStepOf(queue, cell, message)) { return; }
            if (IsInstruction(message)) { queue.FollowAll(); }

            // As that it is suspended since its parent failed: what becomes of it depends on the step that does so.
            if (!queue.HasRun) { room.Hearer?.Touched(queue, isNew: false); }
            queue.HasSystemMessages = true;
        }

        base.SystemDispatch(cell, message);
        if (message is Terminate && cell.Mailbox?.MessageQueue is ControlQueue ending) { room.End(ending); }
    }

    public override void Attach(ActorCell cell)
    {
        if (cell.GetType() != typeof(ActorCell)) { WatchedLogic.Watch(cell, room); }
        base.Attach(cell);
    }

    protected override void ExecuteTask(IRunnable run) => room.Execute(run);

    protected override void Shutdown()
    {
        // Nothing was started.
    }

    /// <summary>
    /// Whether a system message makes a step of its own: in free Akka.NET whoever sends it goes on meanwhile.
    /// </summary>
    private bool IsStepOf(ControlQueue queue, ActorCell cell, SystemMessage message)
    {
        if (Continuations.Is(message))
        {
            if (Doubts.OfNet(PoolTrap.IsKnown, TimerTrap.IsKnown) is { } hidden)
            {
                room.Report($"{Named.Of(queue.Owner)} awaits, and {hidden}");
            }

            if (!Continuations.TryRunMachinery(message))
            {
                return room.Holds(new("what it awaited", queue, () => SystemDispatchNow(queue, cell, message)));
            }

            // It may have opened the mailbox, where the rest of a handler was done beside its actor.
            if (room.IsInside) { room.GoOn(queue); }
            return true;
        }

        var what = message switch
        {
            Terminate => "its stop",
            Failed when !queue.IsGuardian => "the failure of a child",
            Suspend => "its suspension",
            Recreate when queue.HasInstructions => "its restart",
            Resume when queue.HasInstructions => "its resumption",
            DeathWatchNotification { Actor: IInternalActorRef gone } when queue.Owner.Equals(gone.Parent) => Forgetting,
            _ => null,
        };
        if (what is null) { return false; }
        Instruction? instruction = IsInstruction(message) ? new(() => SystemDispatchNow(queue, cell, message)) : null;
        var isHeld = room.Holds(new(what, queue, () =>
        {
            // Until then the name of who is gone is taken.
            if (what == Forgetting) { room.Hearer?.Shared(SharedKind.Children, queue.Owner, 0, changes: true); }
            if (message is Failed) { _windows.Turn(cell, room.Time); }
            if (instruction is not null) { queue.Follow(instruction); }
            else { SystemDispatchNow(queue, cell, message); }
        })
        {
            IsOwed = message is not Terminate,
        });
        if (isHeld && instruction is not null) { Add(queue, instruction); }
        return isHeld || IsBeyondTheRun(message);
    }

    private static bool IsInstruction(SystemMessage message) => message is Terminate or Suspend or Recreate or Resume;

    /// <summary>Whether there are others before it depends on what their actor did.</summary>
    private void Add(ControlQueue queue, Instruction instruction)
    {
        if (queue.HasInstructions) { room.Hearer?.Touched(queue, isNew: false); }
        queue.Add(instruction);
    }

    /// <summary>
    /// Between two runs nobody is made anew over and over: who fails there, as one that fails whenever it starts, ends.
    /// </summary>
    private bool IsBeyondTheRun(SystemMessage message)
    {
        if (message is not Failed { Child: IInternalActorRef child } || !room.IsInside) { return false; }
        child.Stop();
        return true;
    }

    private void SystemDispatchNow(ControlQueue queue, ActorCell cell, SystemMessage message)
    {
        queue.HasSystemMessages = true;
        base.SystemDispatch(cell, message);
    }
}
