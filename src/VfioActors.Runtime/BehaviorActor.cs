using Akka.Actor;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Runtime;

/// <summary>Carries any behaviour: hands on what it hears, and has done what the step asks for.</summary>
internal sealed class BehaviorActor : ActorBase
{
    /// <summary>Steps between two looks at the length of the queue.</summary>
    private const int Stretch = 1024;

    private readonly Shell _shell;
    private readonly Steps _steps;

    internal BehaviorActor(Func<string, Shell> find, Steps steps)
    {
        (_shell, _steps) = (find(Self.Path.Name), steps);
        _shell.Queue = ((ActorCell)Context).Mailbox.MessageQueue as LetterQueue;
    }

    protected override bool Receive(object message)
    {
        var goesOn = message switch
        {
            Letter letter => _steps.Hear(_shell, in letter.Envelope),
            TimerDue => _steps.FireInTime(_shell),
            Expire => _steps.FireEarly(_shell),
            Begin => _steps.Begin(_shell),
            _ => _steps.HearNonsense(_shell, message),
        };
        if (!goesOn) { Context.Stop(Self); }
        else if (_shell.Steps % Stretch == 0) { _steps.CheckQueue(_shell, ((ActorCell)Context).NumberOfMessages); }
        return true;
    }

    /// <summary>What was still to fire never will.</summary>
    protected override void PostStop() => _shell.CountOther(_shell.Timers.Count);
}
