using Akka.Actor;
using Xunit.Sdk;

namespace VfioActors.TestKit.Probes;

/// <summary>
/// A probe that may stand for a device, a driver or a guest, under the TestKit and under control: it writes down what
/// it hears, answers as it was told to, and is looked at in a claim at rest.
/// </summary>
/// <remarks>Each claim sees all messages from the first on, whatever another claim looked at.</remarks>
public sealed class VfioProbe
{
    private readonly ProbeLog _log;

    internal VfioProbe(IActorRef reference, ProbeLog log) => (Ref, _log) = (reference, log);

    /// <summary>The probe's actor.</summary>
    public IActorRef Ref { get; }

    /// <summary>What it heard so far, in order.</summary>
    public IReadOnlyList<object> Heard => _log.Heard;

    /// <summary>Has it answer messages of a type: to the sender, in the step that hears them.</summary>
    /// <param name="answer">The answer; null for none.</param>
    /// <returns>The probe.</returns>
    public VfioProbe Answer<T>(Func<T, object?> answer)
    {
        _log.Answer(message => message is T asked ? answer(asked) : null);
        return this;
    }

    /// <summary>The next message, which is of this type.</summary>
    /// <exception cref="XunitException">There is none, or it is of another.</exception>
    public T ExpectMsg<T>() => _log.Next() switch
    {
        T expected => expected,
        null => throw new XunitException($"{Ref.Path.Name} heard no more, and {typeof(T).Name} is expected"),
        var other => throw new XunitException($"{Ref.Path.Name} heard {other}, and {typeof(T).Name} is expected"),
    };

    /// <summary>There is no next message.</summary>
    /// <exception cref="XunitException">There is one.</exception>
    public void ExpectNoMsg()
    {
        if (_log.Next() is { } more) { throw new XunitException($"{Ref.Path.Name} heard {more} too"); }
    }

    internal void Rewind() => _log.Rewind();
}
