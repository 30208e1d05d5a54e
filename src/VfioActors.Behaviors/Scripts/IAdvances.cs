namespace VfioActors.Behaviors.Scripts;

/// <summary>
/// A state with a place that only ever grows in a run, such as how many operations of its script a client has done.
/// A search that several processes share is cut by it into regions, each of which belongs to one of them.
/// </summary>
/// <remarks>
/// Both depend on the state alone. A place that goes back ends such a search with an error, since then it could not
/// see whether a run goes round for ever.
/// </remarks>
public interface IAdvances
{
    /// <summary>How far it is: from 0 to <see cref="LastPlace"/>, and never less than before in the run.</summary>
    int Place { get; }

    /// <summary>The last place there is, always the same; 0 where there is only one.</summary>
    int LastPlace { get; }
}
