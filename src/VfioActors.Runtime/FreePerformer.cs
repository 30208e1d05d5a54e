using Akka.Actor;
using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>Sends at once, sets timers on the scheduler of the actor system, and asks the chooser.</summary>
internal sealed class FreePerformer(ActorDirectory directory, IScheduler scheduler, IChooser chooser, TimeSpan tick)
    : Performer
{
    private protected override void Send(in Envelope envelope, Shell shell)
    {
        if (directory.IsOutside(envelope.To))
        {
            // What goes to strangers is theirs: nobody tells us when they are done with it.
            shell.CountOther();
            directory[envelope.To].Tell(new PooledEnvelope(in envelope), shell.Self);
            return;
        }

        directory[envelope.To].Tell(shell.PooledEnvelope().With(in envelope), shell.Self);
    }

    private protected override void SetTimer(in Effect effect, Shell shell)
    {
        var delay = effect.Amount - shell.Clock;
        shell.Timers.Add(effect.Amount, in effect.Envelope);
        if (delay == 0)
        {
            shell.Self.Tell(TimerDue.Instance, shell.Self);
            return;
        }

        scheduler.ScheduleTellOnce(tick * delay, shell.Self, TimerDue.Instance, shell.Self);
    }

    private protected override void Choose(in Effect effect, Shell shell)
    {
        var asked = effect.Envelope.Read<Chosen>();
        var option = chooser.Choose(shell.Cell.Id, shell.Choices++, asked.Question, (int)effect.Amount);
        var answer = Envelope.Of(ActorId.Nobody, shell.Cell.Id, effect.Envelope.Operation, Envelope.Unsent,
            asked with { Option = option });

        // The step may be another actor's, who must not touch what this one keeps to itself.
        shell.Self.Tell(new PooledEnvelope().With(in answer), shell.Self);
    }
}
