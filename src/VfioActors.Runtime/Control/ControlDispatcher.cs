using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Runs nothing by itself: what controlled actors are sent, and when they run, is for the room to say.
/// </summary>
internal sealed class ControlDispatcher(ControlRoom room, MessageDispatcherConfigurator configurator)
    : MessageDispatcher(configurator)
{
    /// <summary>The type of what goes on behind an await; Akka.NET keeps it to itself.</summary>
    private const string Continuation = "ActorTaskSchedulerMessage";

    public override void Dispatch(ActorCell cell, Akka.Actor.Envelope envelope)
    {
        if (cell.Mailbox is { MessageQueue: ControlQueue queue } mailbox)
        {
            queue.BelongTo(cell, mailbox);
            room.Post(queue, in envelope);
        }
        else
        {
            base.Dispatch(cell, envelope);
        }
    }

    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        if (message is Failed { Cause: not ActorKilledException } failed)
        {
            room.Hear(new(MishapKind.Failure, failed.Child, failed.Cause));
        }

        if (cell.Mailbox?.MessageQueue is ControlQueue queue)
        {
            queue.HasSystemMessages = true;
            if (message.GetType().Name == Continuation)
            {
                queue.HasTasks = true;
                room.LeaveTasksToActors();
            }
        }

        base.SystemDispatch(cell, message);
    }

    protected override void ExecuteTask(IRunnable run) => room.Execute(run);

    protected override void Shutdown()
    {
        // Nothing was started.
    }
}
