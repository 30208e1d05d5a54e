using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.TestKit.Bodies;

/// <summary>One run of a test's body under control: whoever makes a kit meanwhile makes it for this run.</summary>
/// <param name="title">What the name of the test says.</param>
/// <param name="stage">Where the run begins; null where only the kit's configuration is asked for.</param>
internal sealed class BodyRun(string title, Stage? stage)
{
    private static readonly ThreadLocal<BodyRun?> Now = new();

    private readonly SortedDictionary<string, string> _waived = new(StringComparer.Ordinal);

    /// <summary>The run that goes on this thread; null for none: then the body runs as any test does.</summary>
    internal static BodyRun? Current => Now.Value;

    /// <summary>What the name of the test says.</summary>
    internal string Title => title;

    /// <summary>Where the run begins.</summary>
    /// <exception cref="InvalidOperationException">The body has not begun.</exception>
    internal Stage Stage => stage ?? throw new InvalidOperationException("actors are made in the body of a test");

    /// <summary>The configuration of the actor system.</summary>
    internal string Hocon { get; set; } = "";

    /// <summary>What was claimed so far.</summary>
    internal List<BodyClaim> Claims { get; } = [];

    /// <summary>The checks that do not fit, with the reason.</summary>
    internal IDictionary<string, string> Waived => _waived;

    /// <summary>Does something in this run.</summary>
    internal void Do(Action something)
    {
        Now.Value = this;
        try
        {
            something();
        }
        finally
        {
            Now.Value = null;
        }
    }
}
