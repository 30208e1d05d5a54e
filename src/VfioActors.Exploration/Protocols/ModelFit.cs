using VfioActors.Behaviors;
using VfioActors.Exploration.Properties.Standard;

namespace VfioActors.Exploration.Protocols;

/// <summary>
/// What fits into a <see cref="Model"/>: all else is refused where it is written down, and not in the first run.
/// </summary>
internal static class ModelFit
{
    /// <summary>The kind of a message.</summary>
    /// <exception cref="ArgumentException">The type does not fit; the message says why.</exception>
    internal static MessageKind KindOf<TMessage>()
        where TMessage : unmanaged, IMessage
    {
        try
        {
            return MessageKind.Of<TMessage>();
        }
        catch (TypeInitializationException unfit)
        {
            throw new ArgumentException(unfit.GetBaseException().Message, unfit);
        }
    }

    /// <summary>Refuses a type of which no state can be hashed.</summary>
    /// <exception cref="ArgumentException">The type does not fit; the message says why.</exception>
    internal static void RefuseUnfit<TState>(TState initial)
        where TState : unmanaged
    {
        try
        {
            _ = new ModelState<TState>(new(), initial).Recomputed();
        }
        catch (TypeInitializationException unfit) when (unfit.InnerException is InvalidOperationException reason)
        {
            throw new ArgumentException(reason.Message, nameof(initial), unfit);
        }
    }

    /// <summary>Refuses an id of a claim that reports could not tell from others.</summary>
    /// <param name="claim">The id.</param>
    /// <param name="others">Those of the claims before.</param>
    /// <exception cref="ArgumentException">It is empty, of another claim, or of a check.</exception>
    internal static void RefuseTaken(string claim, IReadOnlyCollection<string> others)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(claim);
        if (others.Contains(claim)) { throw new ArgumentException($"there are two claims named '{claim}'"); }
        if (StandardChecks.Of([]).All(check => check.Name != claim)) { return; }
        throw new ArgumentException(
            $"{claim} is checked of every model: a claim of that name would take the place of the check");
    }

    /// <summary>Refuses what was made by another model: its number means something else here.</summary>
    /// <param name="here">The model.</param>
    /// <param name="other">The model of what is asked for.</param>
    /// <param name="what">What that is, as <c>an actor</c>.</param>
    /// <exception cref="ArgumentException">They are not the same.</exception>
    internal static void RefuseForeign(Model here, Model other, string what)
    {
        if (!ReferenceEquals(here, other)) { throw new ArgumentException($"{what} of another model"); }
    }
}
