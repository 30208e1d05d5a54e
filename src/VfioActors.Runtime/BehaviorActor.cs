using Akka.Actor;

namespace VfioActors.Runtime;

/// <summary>Carries any behaviour: hands on what it hears, and has done what the step asks for.</summary>
internal sealed class BehaviorActor(Shell shell, Steps steps) : ActorBase
{
    /// <summary>Steps between two looks at the length of the queue.</summary>
    private const int Stretch = 1024;

    protected override bool Receive(object message)
    {
        var goesOn = message switch
        {
            Letter letter => steps.Hear(shell, in letter.Envelope),
            TimerDue => steps.FireInTime(shell),
            Expire => steps.FireEarly(shell),
            Begin => steps.Begin(shell),
            _ => steps.HearNonsense(shell, message),
        };
        if (!goesOn) { Context.Stop(Self); }
        else if (shell.Steps % Stretch == 0) { steps.CheckQueue(shell, ((ActorCell)Context).NumberOfMessages); }
        return true;
    }

    /// <summary>What was still to fire never will.</summary>
    protected override void PostStop() => shell.CountOther(shell.Timers.Count);
}
