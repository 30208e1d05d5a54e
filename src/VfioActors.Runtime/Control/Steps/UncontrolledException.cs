using VfioActors.Exploration.Worlds;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Something is not controlled, so runs prove nothing: a message or a continuation came from another thread (by
/// Task.Run, Task.Delay, a timer of .NET, a result that is piped without <c>useConfigureAwait</c>), or actors did
/// something else when the same messages came in the same order.
/// </summary>
#pragma warning disable CA1032 // It always says what is not controlled.
public sealed class UncontrolledException : UnfitScenarioException
#pragma warning restore CA1032
{
    private readonly UncontrolledReasons? _source;

    internal UncontrolledException(IReadOnlyCollection<string> reasons)
        : base(string.Join("; ", reasons.Distinct().Take(4))) => Reasons = [.. reasons];

    internal UncontrolledException(UncontrolledReasons source)
        : this(source.All) => _source = source;

    /// <summary>What is not controlled, in words.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>Whether a timer of .NET was too short among it, as far as that is known by now.</summary>
    internal bool IsByClock => _source?.IsByClock == true;

    /// <summary>Whether one may have been, which nobody saw.</summary>
    internal bool MayBeByClock => _source?.MayBeByClock == true;
}
