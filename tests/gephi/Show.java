import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gephi.graph.api.types.TimeSet;
import org.gephi.io.importer.api.ContainerUnloader;
import org.gephi.io.importer.api.EdgeDraft;
import org.gephi.io.importer.api.EdgeDirection;
import org.gephi.io.importer.api.EdgeDirectionDefault;
import org.gephi.io.importer.api.ElementDraft;
import org.gephi.io.importer.api.NodeDraft;
import org.gephi.io.importer.impl.ImportContainerImpl;
import org.gephi.io.importer.plugin.file.ImporterGEXF;
import org.gephi.io.importer.plugin.file.ImporterGraphML;
import org.gephi.io.importer.spi.FileImporter;

/** Prints what Gephi makes of a file: a line of fields, with tabs between, for each node, edge and complaint. */
class Show {
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        FileImporter importer = args[0].endsWith(".gexf") ? new ImporterGEXF() : new ImporterGraphML();
        ImportContainerImpl container = new ImportContainerImpl();
        container.setReport(new org.gephi.io.importer.api.Report());
        importer.setReader(Files.newBufferedReader(Path.of(args[0])));
        importer.execute(container.getLoader());
        importer.getReport().getIssues(Integer.MAX_VALUE).forEachRemaining(
            issue -> out.println(String.join("\t", "issue", issue.getLevel().toString(), issue.getMessage())));
        ContainerUnloader read = container.getUnloader();
        out.println(String.join("\t", "graph", String.valueOf(read.getEdgeDefault()), String.valueOf(read.getTimeFormat()),
            String.valueOf(read.getTimeRepresentation())));
        for (NodeDraft node : read.getNodes()) {
            out.println(String.join("\t", "node", node.getId(), spell(node), values(node, "node")));
        }
        for (EdgeDraft edge : read.getEdges()) {
            boolean directed = edge.getDirection() == EdgeDirection.DIRECTED
                || (edge.getDirection() == null && read.getEdgeDefault() == EdgeDirectionDefault.DIRECTED);
            out.println(String.join("\t", "edge", edge.getId(), edge.getSource().getId(), edge.getTarget().getId(),
                directed ? "directed" : "undirected", spell(edge), values(edge, "edge")));
        }
    }

    private static String spell(ElementDraft element) {
        TimeSet set = element.getTimeSet();
        return set == null ? "" : set.toString();
    }

    /** The kind, by the column that either format has it in, and the validity over time. */
    private static String values(ElementDraft element, String of) {
        Object kind = element.getValue("kind");
        Object value = kind == null ? element.getValue(of + "-kind") : kind;
        return value + "\t" + element.getValue("over_time");
    }
}
