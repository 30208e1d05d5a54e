using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Runtime;

/// <summary>Carries any behaviour: hands on what it hears, and has done what the step asks for.</summary>
internal sealed class BehaviorActor : ActorBase
{
    /// <summary>Steps between two looks at the length of the queue.</summary>
    private const int Stretch = 4096;

    /// <summary>
    /// Letters that are handled for one message that Akka.NET hands over: its own part of a message costs as much as a
    /// step.
    /// </summary>
    private const int BatchMax = 16;

    private readonly Shell _shell;
    private readonly Steps _steps;

    internal BehaviorActor(Func<string, Shell> find, Steps steps)
    {
        (_shell, _steps) = (find(Self.Path.Name), steps);
        _shell.Queue = ((ActorCell)Context).Mailbox?.MessageQueue as PooledEnvelopeQueue;
    }

    protected override bool Receive(object message)
    {
        var goesOn = Handle(message);
        for (var more = BatchMax - 1; goesOn && more > 0 && TryNext(out var pooled); more--)
        {
            goesOn = Handle(pooled);
        }

        if (!goesOn) { Context.Stop(Self); }
        return true;
    }

    private bool TryNext([NotNullWhen(true)] out PooledEnvelope? pooled)
    {
        pooled = null;
        return _shell.Queue?.TryTake(out pooled) == true;
    }

    private bool Handle(object message)
    {
        var goesOn = message switch
        {
            PooledEnvelope pooled => _steps.Hear(_shell, in pooled.Envelope),
            TimerDue => _steps.FireInTime(_shell),
            Expire => _steps.FireEarly(_shell),
            Begin => _steps.Begin(_shell),
            _ => _steps.HearNonsense(_shell, message),
        };
        if (_shell.Steps % Stretch == 0) { _steps.CheckQueue(_shell, ((ActorCell)Context).NumberOfMessages); }
        return goesOn;
    }

    /// <summary>What was still to fire never will.</summary>
    protected override void PostStop() => _shell.CountOther(_shell.Timers.Count);
}
