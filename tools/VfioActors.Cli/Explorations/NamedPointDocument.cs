using VfioActors.Exploration.FailNth;

namespace VfioActors.Cli.Explorations;

/// <summary>A point at which the model may refuse, for programs.</summary>
/// <param name="Operation">What a client does meanwhile; null for what no client asked for.</param>
/// <param name="Client">That client.</param>
/// <param name="Nth">Which time the actor asks this within the operation, from 1.</param>
internal sealed record NamedPointDocument(
    string? Operation, string? Client, string Actor, string What, string Function, string Error, int Nth)
{
    /// <summary>The document of a point.</summary>
    public static NamedPointDocument Of(NamedPoint named) => new(
        named.Operation?.Text,
        named.Operation?.Client,
        named.Actor,
        named.Refusal.What,
        named.Refusal.Function,
        named.Refusal.Error,
        named.Point.Nth);
}
