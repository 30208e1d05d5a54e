using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class DocumentTests
{
    private static readonly DocumentRules Rules =
        new(Repository.Documents, Repository.Exists, Repository.Words.Value);

    private static readonly Document Target = new("docs/target.md", "# A *first* heading\n");

    [Fact]
    public void A_link_leads_somewhere() => Check.Each(Repository.Documents, Rules.Links);

    [Fact]
    public void What_looks_like_a_path_or_a_name_of_the_code_is_one() =>
        Check.Each(Repository.Documents, Rules.QuotedNames);

    [Fact]
    public void No_word_of_a_comment_stands_alone_on_its_line() =>
        Check.Each(Repository.Sources, ProseRules.NoStrandedWord);

    [Fact]
    public void No_word_of_a_document_stands_alone_on_its_line() =>
        Check.Each(Repository.Documents, ProseRules.NoStrandedWord);

    [Theory]
    [InlineData("[a](target.md) [b](../README.md) [c](#here) [d](https://example.org/x)\n## Here", "")]
    [InlineData("```\n[a](nowhere.md)\n```", "")]
    [InlineData("[a](target.md#a-first-heading)", "")]
    [InlineData("\n[a](target.md#a-second-heading)", "2: the link to target.md#a-second-heading leads nowhere")]
    [InlineData("[a](nowhere.md)", "1: the link to nowhere.md leads nowhere")]
    [InlineData("[c](#there)\n## Here", "1: the link to #there leads nowhere")]
    public void A_link_to_nowhere_is_found(string text, string expected) =>
        Assert.Equal(expected, Found(text, (rules, document) => rules.Links(document)));

    [Theory]
    [InlineData("`World.Take` of `src/A` and `tests/B.cs --more`, `POSTED`, `dotnet test`", "")]
    [InlineData("\n`World.Leave`", "2: there is no World.Leave")]
    [InlineData("`Worlds`", "1: there is no Worlds")]
    [InlineData("`src/C`", "1: there is no src/C")]
    public void A_name_that_is_not_in_the_code_is_found(string text, string expected) =>
        Assert.Equal(expected, Found(text, (rules, document) => rules.QuotedNames(document)));

    [Theory]
    [InlineData("/// <summary>One\n/// two\n/// three four.</summary>", "2: 'two' stands alone on its line")]
    [InlineData("/// <summary>One\n/// two.</summary>", "2: 'two.</summary>' stands alone on its line")]
    [InlineData("// One\n// two\nA();", "2: 'two' stands alone on its line")]
    [InlineData("/// <summary>\n/// One.\n/// </summary>\n/// <param name=\"a\">Two.</param>", "")]
    [InlineData("/// <summary>One.</summary>\n/// <remarks>Two.</remarks>", "")]
    [InlineData("A(); // One\n// two", "")]
    public void A_word_that_stands_alone_is_found(string text, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', ProseRules.NoStrandedWord(new SourceFile("a.cs", text))
                .Select(found => $"{found.Line}: {found.What}")));

    [Fact]
    public void A_word_that_fits_nowhere_else_is_no_offence()
    {
        var full = "// " + new string('a', SizeRules.ColumnsMax - 6);
        Assert.Empty(ProseRules.NoStrandedWord(new SourceFile("a.cs", $"{full} b\n// word\n")));
        Assert.Single(ProseRules.NoStrandedWord(new SourceFile("a.cs", $"{full} b\n// word\n// more words\n")));
        Assert.Single(ProseRules.NoStrandedWord(new Document("a.md", "One\ntwo\nthree four.\n")));
        Assert.Empty(ProseRules.NoStrandedWord(new Document("a.md", "# One\n\ntwo\n\n| a |\n")));
        Assert.Empty(ProseRules.NoStrandedWord(new Document("a.md", $"- {full} b\n  word\n- three\n")));
    }

    private static string Found(string text, Func<DocumentRules, Document, IEnumerable<Offence>> rule)
    {
        Document document = new("docs/here.md", text);
        string[] there = ["README.md", "docs/here.md", "docs/target.md", "src/A", "tests/B.cs"];
        DocumentRules rules = new(
            [document, Target], there.Contains, new HashSet<string>(["World", "Take"], StringComparer.Ordinal));
        return string.Join(' ', rule(rules, document).Select(found => $"{found.Line}: {found.What}"));
    }
}
