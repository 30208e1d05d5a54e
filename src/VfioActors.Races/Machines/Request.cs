using VfioActors.Behaviors;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines;

/// <summary>A request of a thread to an object, whatever its kind.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Access">What is asked.</param>
/// <param name="Offset">The word of the object.</param>
/// <param name="Mark">What else the object must know of the thread.</param>
/// <param name="Value">The first argument.</param>
/// <param name="Other">The second argument.</param>
internal readonly record struct Request(int Line, Access Access, int Offset, int Mark, long Value, long Other)
{
    /// <summary>Takes a request from its envelope.</summary>
    internal static Request Of(in Envelope envelope)
    {
        if (envelope.Is<RaceMessage.Read>(out var read))
        {
            return new(read.Line, read.Access, read.Offset, read.Mark, read.Value, read.Other);
        }

        if (envelope.Is<RaceMessage.Write>(out var write))
        {
            return new(write.Line, write.Access, write.Offset, write.Mark, write.Value, write.Other);
        }

        if (envelope.Is<RaceMessage.Update>(out var update))
        {
            return new(update.Line, update.Access, update.Offset, update.Mark, update.Value, update.Other);
        }

        if (envelope.Is<RaceMessage.Lock>(out var taken))
        {
            return new(taken.Line, taken.Access, taken.Offset, taken.Mark, taken.Value, taken.Other);
        }

        if (envelope.Is<RaceMessage.Unlock>(out var given))
        {
            return new(given.Line, given.Access, given.Offset, given.Mark, given.Value, given.Other);
        }

        if (envelope.Is<RaceMessage.Wait>(out var wait))
        {
            return new(wait.Line, wait.Access, wait.Offset, wait.Mark, wait.Value, wait.Other);
        }

        if (envelope.Is<RaceMessage.Section>(out var section))
        {
            return new(section.Line, section.Access, section.At, section.Mark, section.Value, section.Other);
        }

        var free = envelope.Read<RaceMessage.Free>();
        return new(free.Line, free.Access, free.Offset, free.Mark, free.Value, free.Other);
    }

    /// <summary>Sends it as a message of the kind that says what it may change.</summary>
    internal void Send(ActorId to, Outbox outbox)
    {
        switch (Access)
        {
            case Access.Read or Access.ReadLow or Access.ReadHigh or Access.AssertHeld or Access.XaLoad
                or Access.IdaUse or Access.IdaHas or Access.IsSet or Access.IsEmptyQueue:
                outbox.Send(to, new RaceMessage.Read(Line, Access, Offset, Mark, Value, Other));
                break;
            case Access.Write:
                outbox.Send(to, new RaceMessage.Write(Line, Access, Offset, Mark, Value, Other));
                break;
            case Access.Lock or Access.TryLock or Access.ReadLock or Access.TryReadLock or Access.RcuLock
                or Access.Enter or Access.Proceed:
                outbox.Send(to, new RaceMessage.Lock(Line, Access, Offset, Mark, Value, Other));
                break;
            case Access.Unlock or Access.ReadUnlock or Access.Downgrade or Access.RcuUnlock or Access.Leave
                or Access.Retire:
                outbox.Send(to, new RaceMessage.Unlock(Line, Access, Offset, Mark, Value, Other));
                break;
            case Access.AwaitCompletion or Access.Sleep or Access.AwaitChange or Access.Flush or Access.Cancel
                or Access.Disarm or Access.RcuSync or Access.RcuBarrier or Access.AwaitUnclaimed or Access.Unclaim
                or Access.AwaitTurn or Access.FlushQueue or Access.SleepByState or Access.AwaitExit:
                outbox.Send(to, new RaceMessage.Wait(Line, Access, Offset, Mark, Value, Other));
                break;
            case Access.Section:
                outbox.Send(to, new RaceMessage.Section(Line, Access, Offset, Mark, Value, Other));
                break;
            case Access.Free:
                outbox.Send(to, new RaceMessage.Free(Line, Access, Offset, Mark, Value, Other));
                break;
            default:
                outbox.Send(to, new RaceMessage.Update(Line, Access, Offset, Mark, Value, Other));
                break;
        }
    }
}
