using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Doors;

/// <summary>What may be asked of an actor from outside, and how it answers.</summary>
internal sealed class DoorProtocol
{
    private readonly Dictionary<Type, DoorCall> _calls = [];
    private readonly List<(Func<Envelope, object?> Read, Func<object, Errno>? Error)> _answers = [];
    private readonly Func<Errno, object> _refuse;

    /// <param name="refuse">The usual answer that refuses a call.</param>
    internal DoorProtocol(Func<Errno, object> refuse) => _refuse = refuse;

    /// <summary>A call that is answered.</summary>
    /// <param name="refuse">Its answer when it is refused; the usual one when not given.</param>
    internal DoorProtocol Takes<T>(Func<Errno, object>? refuse = null)
        where T : unmanaged, IMessage => Add<T>(refuse ?? _refuse);

    /// <summary>A call that goes as several messages, all but the last of one kind.</summary>
    /// <param name="lead">Those before the last.</param>
    /// <param name="last">The last.</param>
    internal DoorProtocol TakesList<TList, TLead, TLast>(Func<TList, IEnumerable<TLead>> lead, Func<TList, TLast> last)
        where TList : class
        where TLead : unmanaged, IMessage
        where TLast : unmanaged, IMessage
    {
        _calls.Add(typeof(TList), new(
            MessageKind.Of<TLast>().Name, (list, from, to, operation) => Put(from, to, operation, last((TList)list)),
            _refuse)
        {
            Lead = (list, from, to, operation) => lead((TList)list).Select(one => Put(from, to, operation, one)),
        });
        return this;
    }

    /// <summary>A call that is never answered.</summary>
    internal DoorProtocol Hears<T>()
        where T : unmanaged, IMessage => Add<T>(null);

    /// <summary>A part of an answer.</summary>
    internal DoorProtocol Tells<T>()
        where T : unmanaged, IMessage => Answers<T>(null);

    /// <summary>The end of an answer.</summary>
    /// <param name="error">Why it refuses; none when it does not.</param>
    internal DoorProtocol Ends<T>(Func<T, Errno> error)
        where T : unmanaged, IMessage => Answers<T>(end => error((T)end));

    /// <summary>What becomes of a call; null when the actor takes no such calls.</summary>
    internal DoorCall? CallOf(object message) => _calls.GetValueOrDefault(message.GetType());

    /// <summary>The usual answer that refuses a call.</summary>
    internal object Refusal(Errno error) => _refuse(error);

    /// <summary>
    /// The message of an answer and, when it is the end of it, its error; null for what is no answer here.
    /// </summary>
    internal (object Message, Errno? Error)? AnswerOf(in Envelope envelope)
    {
        foreach (var (read, error) in _answers)
        {
            if (read(envelope) is { } message) { return (message, error?.Invoke(message)); }
        }

        return null;
    }

    private DoorProtocol Add<T>(Func<Errno, object>? refuse)
        where T : unmanaged, IMessage
    {
        _calls.Add(typeof(T), new(
            MessageKind.Of<T>().Name, (message, from, to, operation) => Put(from, to, operation, (T)message), refuse));
        return this;
    }

    private static PooledEnvelope Put<T>(ActorId from, ActorId to, OperationId operation, in T message)
        where T : unmanaged, IMessage => new(Envelope.Of(from, to, operation, Envelope.Unsent, in message));

    private DoorProtocol Answers<T>(Func<object, Errno>? error)
        where T : unmanaged, IMessage
    {
        _answers.Add((envelope => envelope.Is<T>(out var message) ? message : null, error));
        return this;
    }
}
