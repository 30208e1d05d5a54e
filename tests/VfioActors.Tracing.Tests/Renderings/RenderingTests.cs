using System.Text.Json;
using VfioActors.Testing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Tracing.Tests.Renderings;

public sealed class RenderingTests
{
    [Fact]
    public void Text_is_a_line_a_step() =>
        Golden.Verify("Renderings", Shown("text", Traces.LastDetachAgainstNewAttach));

    [Fact]
    public void Mermaid_draws_a_lifeline_an_actor() =>
        Golden.Verify("Renderings", Shown("mermaid", Traces.LastDetachAgainstNewAttach));

    [Fact]
    public void Json_is_one_document_of_header_and_steps()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var trace = RandomTraces.Of(seed);
            using var document = JsonDocument.Parse(Shown("json", trace));
            var lines = trace.Text().TrimEnd('\n').Split('\n');
            Assert.Equal(lines[0], document.RootElement.GetProperty("header").GetRawText());
            var steps = document.RootElement.GetProperty("steps").EnumerateArray();
            Assert.Equal(lines[1..], steps.Select(step => step.GetRawText()));
        }
    }

    [Theory, InlineData("ladder"), InlineData("text"), InlineData("mermaid")]
    public void What_a_person_reads_cannot_move_a_terminal(string name)
    {
        for (var seed = 0UL; seed < 300; seed++)
        {
            Assert.DoesNotContain(Shown(name, RandomTraces.Of(seed)), one => one is not '\n' and (< ' ' or > '~'));
        }
    }

    [Fact]
    public void Forms_are_found_by_name()
    {
        Assert.Equal(["ladder", "text", "json", "mermaid"], TraceRenderers.All.Select(renderer => renderer.Name));
        Assert.False(TraceRenderers.TryFind("opera", out _));
    }

    private static string Shown(string name, Trace trace)
    {
        Assert.True(TraceRenderers.TryFind(name, out var renderer));
        using var output = new StringWriter();
        renderer.Render(trace, output);
        return output.ToString();
    }
}
