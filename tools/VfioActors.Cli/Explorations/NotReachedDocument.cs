using VfioActors.Exploration.FailNth;

namespace VfioActors.Cli.Explorations;

/// <summary>What an actor may be refused and never asked for, for programs.</summary>
internal sealed record NotReachedDocument(string Actor, string What, string Function, string Error)
{
    /// <summary>The document of what was not reached.</summary>
    public static NotReachedDocument Of(UnreachedRefusal unreached) => new(
        unreached.Actor, unreached.Refusal.What, unreached.Refusal.Function, unreached.Refusal.Error);
}
